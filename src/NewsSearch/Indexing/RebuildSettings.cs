namespace NewsSearch.Indexing;

/// <summary>How rebuilds are done.</summary>
/// <param name="CheckpointInterval">What a crash may make the next start repeat.</param>
/// <param name="KeptGenerations">Complete generations that are kept beside the live one.</param>
/// <param name="Threads">Threads that write documents.</param>
/// <param name="Niceness">How far they step back for searches, 0 (not at all) to 19 (only what is left over).</param>
public sealed record RebuildSettings(TimeSpan CheckpointInterval, int KeptGenerations, int Threads, int Niceness)
{
    public static RebuildSettings Default { get; } =
        new(TimeSpan.FromSeconds(20), KeptGenerations: 1, Environment.ProcessorCount, BackgroundThread.Niceness);
}
