namespace NewsSearch.Tests;

/// <summary>Waits for what nothing tells of: it is asked again and again, until the test is cancelled.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task WhileAsync(Func<Task<bool>> goesOn)
    {
        while (await goesOn())
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
    }

    public static Task WhileAsync(Func<bool> goesOn) => WhileAsync(() => Task.FromResult(goesOn()));
}
