using System.CommandLine;
using NewsSearch.Indexing;

namespace NewsSearch.Tools.Commands;

/// <summary><c>index</c>: brings the index of a data folder up to its archive.</summary>
internal static class IndexCommand
{
    public static Command Create(TimeProvider clock)
    {
        var data = SharedOptions.Data();
        var command = new Command("index", "Catches the index up with the archive, without the service.") { data };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var opened = Composition.OpenExisting(parsed.GetRequiredValue(data), clock);
                using var index = Composition.OpenIndex(opened.IndexPath, clock);
                using var job = new IndexingJob(opened.Archive, index, clock);
                var started = clock.GetTimestamp();
                var applied = await job.RunAsync(cancellation);
                await job.CommitAsync(cancellation);
                var seconds = clock.GetElapsedTime(started).TotalSeconds;
                await Console.Out.WriteLineAsync(
                    $"applied {applied} changes in {seconds:0.0} s ({applied / seconds:0} a second); "
                        + $"{index.Status.Documents} articles searchable up to sequence {index.Status.Sequence}"
                );
            }
        );
        return command;
    }
}
