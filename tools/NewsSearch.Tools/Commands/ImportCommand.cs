using System.CommandLine;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Sources;

namespace NewsSearch.Tools.Commands;

/// <summary><c>import</c>: files straight into the archive of a data folder; the index follows with <c>index</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var inputs = SharedOptions.Inputs();
        var data = SharedOptions.Data();
        var format = SharedOptions.Format();
        var source = new Option<string?>("--source") { Description = "Publisher of items that name none." };
        var via = new Option<string?>("--via") { Description = "Channel to record, such as an aggregator's name." };
        var command = new Command("import", "Stores articles of any known format in the archive.")
        {
            inputs,
            data,
            format,
            source,
            via,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var options = new IngestOptions(parsed.GetValue(format), parsed.GetValue(source), parsed.GetValue(via));
                var files = InputFile.Find(parsed.GetRequiredValue(inputs));
                await using var opened = Composition.Open(parsed.GetRequiredValue(data), clock);
                var import = new FileImport(opened.Archive, clock, Console.Error);
                await import.RunAsync(files, options, cancellation);
                await Console.Out.WriteLineAsync(import.Summary);
                return import.UnreadableFiles == 0 ? 0 : CommandRun.Failed;
            }
        );
        return command;
    }
}

/// <summary>Imports files one after the other; says how far it is, and in the end what became of every item.</summary>
internal sealed class FileImport(IArchive archive, TimeProvider clock, TextWriter progress) : IIndexingTrigger
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<IngestOutcome, long> _outcomes = [];
    private readonly long _started = clock.GetTimestamp();
    private readonly long _receivedBefore = archive.LedgerTotals().Values.Sum();

    /// <summary>Files of no known format; they are named on the progress writer.</summary>
    public int UnreadableFiles { get; private set; }

    public long Received => _outcomes.Values.Sum();

    public string Summary =>
        $"received {Received}: "
        + string.Join(
            ", ",
            Enum.GetValues<IngestOutcome>()
                .Select(o => $"{o.ToString().ToLowerInvariant()} {_outcomes.GetValueOrDefault(o)}")
        )
        + (UnreadableFiles == 0 ? "" : $"; {UnreadableFiles} files of no known format");

    // The index of this folder is not open: the command `index` and the service's start catch up.
    public void Request() { }

    public async Task RunAsync(IReadOnlyList<InputFile> files, IngestOptions options, CancellationToken cancellation)
    {
        var readers = Composition.Readers();
        var ingestion = new Ingestion(archive, readers, this, clock, Composition.Languages());
        var forced = options.Format is null ? null : readers.Find(options.Format);
        await using var timer = clock.CreateTimer(_ => ShowProgress(), null, ProgressInterval, ProgressInterval);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            await using var input = file.Open(forced);
            try
            {
                var report = await ingestion.IngestAsync(input, options, cancellation);
                foreach (var (outcome, count) in report.Outcomes)
                    _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + count;
                foreach (var item in report.Items.Where(i => i.Reason is not null))
                    await progress.WriteLineAsync($"{file.Name}{LineOf(item)}: {item.Outcome}: {item.Reason}");
            }
            catch (UnknownFormatException e)
            {
                UnreadableFiles++;
                await progress.WriteLineAsync($"{file.Name}: {e.Message}");
            }
        }
        ShowProgress();
    }

    private static string LineOf(SavedItem item) => item.Line is { } line ? $":{line}" : "";

    private void ShowProgress()
    {
        var received = archive.LedgerTotals().Values.Sum() - _receivedBefore;
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        progress.WriteLine($"{received} items in {seconds:0.0} s, {received / seconds:0} a second");
    }
}
