using System.Runtime.InteropServices;

namespace NewsSearch.Indexing;

/// <summary>
/// Runs long work on threads of its own that get the processor only when searches leave it. Threads that they start
/// inherit that on Linux.
/// </summary>
public static class BackgroundThread
{
    /// <summary>
    /// Of 19 steps below normal: about a ninth of the weight of a normal thread, so that it gives way and still gets on
    /// where a machine is always busy.
    /// </summary>
    public const int Niceness = 10;

    private const int OfThread = 0;

    /// <param name="niceness">How far the work steps back, 0 to 19.</param>
    public static Task<T> RunAsync<T>(Func<T> work, int niceness = Niceness)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            if (niceness > 0)
                StepBack(niceness);
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException e)
            {
                done.SetCanceled(e.CancellationToken);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "NewsSearch background",
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Lets the current thread step back, for good: not for one of the pool.</summary>
    /// <param name="niceness">How far, 0 to 19.</param>
    /// <remarks>.NET ignores thread priorities on Linux, where the kernel has one for each thread.</remarks>
    public static void StepBack(int niceness)
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, 0, niceness); // Refused at the worst: then it competes like any other.
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
