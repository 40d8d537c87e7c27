using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;

namespace NewsSearch.Sources;

/// <summary>
/// The watched folder: each file that is complete is taken in and moved to <c>done/</c>, or to <c>failed/</c> with the
/// reason beside it. A crash between taking in and moving makes the next sweep take the file in again, which is
/// harmless.
/// </summary>
/// <remarks>
/// A file is complete when neither its size nor its time changed since the last look; names that begin with a dot or
/// end in <c>.part</c>, <c>.tmp</c> or <c>.reason.txt</c> are left alone. One sweep at a time.
/// </remarks>
public sealed partial class Inbox(string folder, Ingestion ingestion, TimeProvider clock, ILogger<Inbox> log)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Size, DateTime Changed)> _seen = [];

    private string Done => Path.Combine(folder, "done");

    private string Failed => Path.Combine(folder, "failed");

    /// <summary>Takes files in until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        do
        {
            try
            {
                await SweepAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // The folder may come back (a network share, a full disk): say so and look again.
                LogFolder(folder, problem.Message);
            }
        } while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Takes in every file that has not changed since the last sweep; returns how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Done);
        Directory.CreateDirectory(Failed);
        var taken = 0;
        var files = new DirectoryInfo(folder)
            .GetFiles()
            .Where(f => !IsLeftAlone(f.Name))
            .OrderBy(f => f.LastWriteTimeUtc);
        foreach (var file in files.ToList())
        {
            var state = (file.Length, file.LastWriteTimeUtc);
            if (!_seen.TryGetValue(file.Name, out var before) || before != state)
            {
                _seen[file.Name] = state;
                continue;
            }
            await TakeAsync(file, cancellation).ConfigureAwait(false);
            _seen.Remove(file.Name);
            taken++;
        }
        return taken;
    }

    private async Task TakeAsync(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            IngestReport report;
            await using (var stream = file.OpenRead())
                report = await ingestion.IngestAsync(stream, new IngestOptions(), cancellation).ConfigureAwait(false);
            LogTaken(file.Name, report.Received, report.Sequence);
            var failures = Failures(report);
            var isLost = report.Received == 0 || failures.Count == report.Received;
            Move(file, isLost ? Failed : Done, report.Received == 0 ? ["The file holds no article."] : failures);
        }
        catch (Exception problem)
            when (problem is UnknownFormatException or InvalidDataException or UnauthorizedAccessException)
        {
            LogFailed(file.Name, problem.Message);
            var accepted = problem is UnknownFormatException unknown
                ? $" Known: {string.Join(", ", unknown.Accepted)}."
                : "";
            Move(file, Failed, [problem.Message + accepted]);
        }
    }

    private static List<string> Failures(IngestReport report) =>
        [
            .. report
                .Items.Where(i => i.Outcome is IngestOutcome.Rejected or IngestOutcome.Quarantined)
                .Select(i => $"{i.Outcome.ToString().ToLowerInvariant()}: {i.Reason}"),
        ];

    private static void Move(FileInfo file, string target, List<string> reasons)
    {
        var name = file.Name;
        for (var n = 2; File.Exists(Path.Combine(target, name)); n++)
            name = string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileNameWithoutExtension(file.Name)}-{n}{file.Extension}"
            );
        // The reason first: a file in failed/ never stands there without it.
        if (reasons.Count > 0)
            File.WriteAllLines(Path.Combine(target, name + ".reason.txt"), reasons, Encoding.UTF8);
        file.MoveTo(Path.Combine(target, name));
    }

    private static bool IsLeftAlone(string name) =>
        name.StartsWith('.')
        || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".reason.txt", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inbox took {File}: {Received} items, sequence {Sequence}")]
    private partial void LogTaken(string file, long received, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inbox could not read {File}: {Reason}")]
    private partial void LogFailed(string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inbox {Folder} cannot be used now: {Reason}")]
    private partial void LogFolder(string folder, string reason);
}
