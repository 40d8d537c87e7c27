namespace NewsSearch.Indexing;

/// <summary>Asks for the index to catch up with the archive soon, in the background.</summary>
public interface IIndexingTrigger
{
    /// <summary>Returns at once; calls that come while a run is waiting to start are one run.</summary>
    void Request();
}
