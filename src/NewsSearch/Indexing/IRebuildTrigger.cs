namespace NewsSearch.Indexing;

/// <summary>Asks for <see cref="Rebuilds.RunAsync"/> to be run soon, in the background.</summary>
public interface IRebuildTrigger
{
    /// <summary>Returns at once; a run that finds nothing to do or another one running steps aside.</summary>
    void Request();
}
