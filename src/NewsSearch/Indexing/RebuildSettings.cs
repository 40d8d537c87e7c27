namespace NewsSearch.Indexing;

/// <summary>How rebuilds are done.</summary>
/// <param name="CheckpointInterval">What a crash may make the next start repeat.</param>
/// <param name="KeptGenerations">Complete generations that are kept beside the live one.</param>
/// <param name="Threads">Threads that write documents.</param>
/// <param name="IsModest">Whether they step back for searches; a program that does nothing else is not modest.</param>
public sealed record RebuildSettings(TimeSpan CheckpointInterval, int KeptGenerations, int Threads, bool IsModest)
{
    public static RebuildSettings Default { get; } =
        new(TimeSpan.FromSeconds(20), KeptGenerations: 1, Environment.ProcessorCount, IsModest: true);
}
