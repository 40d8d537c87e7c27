using System.CommandLine;
using System.Globalization;
using NewsSearch.Indexing;

namespace NewsSearch.Tools.Commands;

/// <summary>
/// <c>verify</c>: reads the whole archive, compares the live generation with it and reads every byte of all
/// generations; changes nothing but to catch up first.
/// </summary>
internal static class VerifyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var data = SharedOptions.Data();
        var command = new Command(
            "verify",
            "Reads the whole archive and the index, compares them and says what is damaged or lost."
        )
        {
            data,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (!await ArchiveCommands.InspectAsync(parsed.GetRequiredValue(data), clock, cancellation))
                    return CommandRun.Failed;
                await using var opened = Composition.OpenExisting(parsed.GetRequiredValue(data), clock);
                using var index = Composition.OpenIndex(opened.IndexPath, clock);
                using var indexing = new IndexingJob(opened.Archive, index, clock);
                await indexing.RunAsync(cancellation);
                index.Commit(index.Status.Sequence);
                var findings = new List<string>(index.Generations.Notes);
                findings.AddRange(Files(index.Generations, cancellation));
                findings.AddRange(Content(opened, index, clock, cancellation));
                foreach (var finding in findings)
                    await Console.Out.WriteLineAsync(finding);
                await Console.Out.WriteLineAsync(
                    findings.Count == 0
                        ? $"generation {index.Status.Generation} holds all {index.Status.Documents} articles as the archive does"
                        : $"{findings.Count} findings; the command rebuild makes a new generation"
                );
                return findings.Count == 0 ? 0 : CommandRun.Failed;
            }
        );
        return command;
    }

    private static IEnumerable<string> Files(IIndexGenerations generations, CancellationToken cancellation) =>
        from generation in generations.List()
        where generation.State is GenerationState.Live or GenerationState.Kept
        from damage in generations.Check(generation.Name, deep: true, cancellation)
        select $"generation {generation.Name}: {damage}";

    private static IReadOnlyList<string> Content(
        OpenData opened,
        IArticleIndex index,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        using var frozen = opened.Archive.Freeze();
        using var live = index.Generations.Pin();
        // Another sample each time.
        var seed = clock.GetUtcNow().Ticks;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"comparing, sample {seed}"));
        return new Verification(opened.Archive, seed).Findings(frozen, live, live: null, cancellation);
    }
}
