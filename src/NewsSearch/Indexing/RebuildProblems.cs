using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>There is no room for another generation.</summary>
public sealed class GenerationSpaceException(long needed, long free)
    : Exception(
        $"A new generation beside the live one needs about {Megabytes(needed)} MiB, {Megabytes(free)} MiB are free. "
            + "Make room, or keep fewer generations (KeepGenerations)."
    )
{
    /// <summary>Bytes.</summary>
    public long Needed => needed;

    /// <summary>Bytes.</summary>
    public long Free => free;

    private static long Megabytes(long bytes) => bytes / (1024 * 1024);
}

/// <summary>What was asked for does not fit the state that a rebuild is in; nothing was changed.</summary>
public sealed class RebuildConflictException(string message, RebuildRun current) : Exception(message)
{
    /// <summary>The rebuild that is in the way.</summary>
    public RebuildRun Current => current;
}
