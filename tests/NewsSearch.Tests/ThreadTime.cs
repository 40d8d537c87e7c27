using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NewsSearch.Tests;

/// <summary>
/// Processor time that this thread has used since <see cref="Start"/>: a bound on work that holds on a busy machine
/// too. Where the system does not tell, or the work went on in another thread, the elapsed time.
/// </summary>
internal readonly struct ThreadTime
{
    private const int ThreadProcessorClock = 3;

    private readonly long _started;
    private readonly TimeSpan? _used;
    private readonly int _thread;

    private ThreadTime(long started, TimeSpan? used, int thread) =>
        (_started, _used, _thread) = (started, used, thread);

    public static ThreadTime Start() => new(Stopwatch.GetTimestamp(), Used(), Environment.CurrentManagedThreadId);

    public TimeSpan Elapsed =>
        _used is { } before && _thread == Environment.CurrentManagedThreadId && Used() is { } now
            ? now - before
            : Stopwatch.GetElapsedTime(_started);

    private static TimeSpan? Used() =>
        OperatingSystem.IsLinux() && ReadClock(ThreadProcessorClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : null;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
