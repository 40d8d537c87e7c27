using System.Runtime.InteropServices;

namespace NewsSearch.Indexing;

/// <summary>
/// Runs long work on threads of its own that get the processor only when searches leave it. Threads that they start
/// (merges of the engine) inherit that on Linux.
/// </summary>
internal static class BackgroundThread
{
    /// <summary>Of 20 steps below normal: about a seventieth of the weight of a normal thread.</summary>
    private const int Niceness = 19;

    private const int OfThread = 0;

    /// <param name="isModest">False runs at normal priority, for a program that does nothing else.</param>
    public static Task<T> RunAsync<T>(Func<T> work, bool isModest)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            if (isModest)
                StepBack();
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

    // .NET ignores thread priorities on Linux, where the kernel has one for each thread.
    private static void StepBack()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, 0, Niceness); // Refused at the worst: then it competes like any other.
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
