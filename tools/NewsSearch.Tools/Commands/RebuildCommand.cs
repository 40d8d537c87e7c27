using System.CommandLine;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Tools.Commands;

/// <summary>
/// <c>rebuild</c>: builds the index of a data folder again, as the service does, or goes on with the rebuild that was
/// interrupted there.
/// </summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    public static Command Create(TimeProvider clock)
    {
        var data = SharedOptions.Data();
        var reason = new Option<string?>("--reason") { Description = "Why, for the record." };
        var keep = new Option<int>("--keep")
        {
            Description = "Complete generations to keep beside the live one.",
            DefaultValueFactory = _ => RebuildSettings.Default.KeptGenerations,
        };
        var command = new Command("rebuild", "Builds the index again from the archive; goes on where one was stopped.")
        {
            data,
            reason,
            keep,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = RebuildSettings.Default with { Niceness = 0, KeptGenerations = parsed.GetValue(keep) };
                await using var opened = Composition.OpenExisting(parsed.GetRequiredValue(data), clock);
                using var index = Composition.OpenIndex(opened.IndexPath, clock);
                using var indexing = new IndexingJob(opened.Archive, index, clock);
                using var rebuilds = Composition.Rebuilds(opened.Archive, index, indexing, settings, clock);
                return await RunAsync(rebuilds, parsed.GetValue(reason), clock, cancellation);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Rebuilds rebuilds,
        string? reason,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        rebuilds.Recover();
        var status = Unfinished(rebuilds) ?? rebuilds.Start("command-line", reason);
        var bar = new ProgressBar(Console.Error, isInteractive: !Console.IsErrorRedirected, clock);
        var running = rebuilds.RunAsync(cancellation);
        while (await Task.WhenAny(running, Task.Delay(LookAgain, clock, CancellationToken.None)) != running)
            bar.Show(rebuilds.Find(status.Run.Id)!);
        var run = await running ?? throw new InvalidOperationException($"Rebuild {status.Run.Id} did not run.");
        bar.End(rebuilds.Find(run.Id)!);
        if (run.State == RebuildState.Running)
        {
            await rebuilds.PauseAsync(run);
            await Console.Error.WriteLineAsync(
                $"Paused at sequence {run.Checkpoint}. The same command goes on from there, and so does the service "
                    + $"after POST /api/v1/rebuilds/{run.Id}/resume."
            );
            return CommandRun.Interrupted;
        }
        foreach (var finding in run.Findings)
            await Console.Error.WriteLineAsync(finding);
        await Console.Out.WriteLineAsync(
            $"rebuild {run.Id} {Name(run.State)}: generation {run.Generation}, {run.Done} articles, "
                + $"{run.Done / Math.Max(run.Worked.TotalSeconds, 0.001):0} a second"
        );
        return run.State == RebuildState.Completed ? 0 : CommandRun.Failed;
    }

    private static RebuildStatus? Unfinished(Rebuilds rebuilds)
    {
        if (rebuilds.List(1) is not [var newest] || !newest.Run.IsActive)
            return null;
        return newest.Run.State == RebuildState.Paused ? rebuilds.Resume(newest.Run) : newest;
    }

    private static string Name(RebuildState state) =>
        state == RebuildState.VerificationFailed ? "failed its verification" : state.ToString().ToLowerInvariant();
}
