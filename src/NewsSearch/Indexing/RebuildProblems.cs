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

/// <summary>The disk became full while a generation was built.</summary>
/// <param name="free">Bytes that are free now.</param>
public sealed class DiskFullException(long free, Exception cause)
    : IOException(
        $"The disk became full: {cause.Message.TrimEnd('.')} ({free / (1024 * 1024)} MiB are free there). The live generation "
            + "goes on serving. Make room, then ask for the rebuild again.",
        cause
    )
{
    // ENOSPC of Linux and macOS, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] Codes = [28, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether a failure says that there is no room left.</summary>
    public static bool IsCause(Exception? e) =>
        e is not null
        && (
            e is IOException && Codes.Contains(e.HResult)
            || e is AggregateException several && several.InnerExceptions.Any(IsCause)
            || IsCause(e.InnerException)
        );
}

/// <summary>What was asked for does not fit the state that a rebuild is in; nothing was changed.</summary>
public sealed class RebuildConflictException(string message, RebuildRun current) : Exception(message)
{
    /// <summary>The rebuild that is in the way.</summary>
    public RebuildRun Current => current;
}
