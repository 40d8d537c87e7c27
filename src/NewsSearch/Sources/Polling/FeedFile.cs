using Microsoft.Extensions.Logging;
using NewsSearch.Archive;

namespace NewsSearch.Sources.Polling;

/// <summary>How the settings file was last read.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Read">When it was read; null while there is none.</param>
/// <param name="Feeds">Feeds that it declares.</param>
public sealed record FeedFileReport(
    string Path,
    DateTimeOffset? Read,
    int Feeds,
    IReadOnlyList<FeedFileProblem> Problems
);

/// <summary>
/// The feeds that <c>feeds.json</c> in the data folder declares: followed at start and whenever the file changes. What
/// an admin changes over the API stays until the entry itself changes.
/// </summary>
/// <remarks>
/// A bad entry is told with its line and does not keep the others away. A feed whose entry is taken out is no longer
/// declared, but only while every entry of the file can be read; an absent file says nothing.
/// </remarks>
public sealed partial class FeedFile(
    string path,
    IFeedRegister feeds,
    IPollingTrigger polling,
    TimeProvider clock,
    ILogger<FeedFile> log
)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private (DateTime Changed, long Size) _seen;

    /// <summary>How the file was last read.</summary>
    public FeedFileReport Report { get; private set; } = new(path, null, 0, []);

    /// <summary>Follows the file until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        do
        {
            try
            {
                FollowIfChanged();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Being written, or not for us to read: say so and look again.
                Report = Report with
                {
                    Problems = [new FeedFileProblem(1, problem.Message)],
                };
                LogUnreadable(path, problem.Message);
            }
        } while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Reads the file if it changed since it was last read, and declares what it says.</summary>
    public void FollowIfChanged()
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            _seen = default;
            return;
        }
        var state = (file.LastWriteTimeUtc, file.Length);
        if (state == _seen)
            return;
        // Before reading: a file that cannot be read is told once, not every second.
        _seen = state;
        var (entries, problems, isReadable) = FeedFileReader.Read(File.ReadAllBytes(path));
        if (isReadable)
            Follow(entries, problems);
        Report = new FeedFileReport(path, clock.GetUtcNow(), entries.Count, problems);
        foreach (var problem in problems)
            LogProblem(path, problem.Line, problem.Reason);
        LogFollowed(path, entries.Count);
        polling.Request();
    }

    private void Follow(List<FeedFileEntry> entries, List<FeedFileProblem> problems)
    {
        if (problems.Count == 0)
        {
            var declared = entries.Select(e => e.Id).ToHashSet();
            foreach (var feed in feeds.All().Where(f => f.FileEntry is not null && !declared.Contains(f.Id)))
                feeds.Remove(feed.Id);
        }
        foreach (var entry in entries)
        {
            try
            {
                Follow(entry);
            }
            catch (FeedAddressTakenException taken)
            {
                problems.Add(new FeedFileProblem(entry.Line, taken.Message));
            }
        }
    }

    private void Follow(FeedFileEntry entry)
    {
        var now = clock.GetUtcNow();
        if (feeds.Find(entry.Id) is { } known)
        {
            if (known.FileEntry != entry.Text)
                feeds.Change(entry.Id, entry.Declaration, entry.Text, now);
            return;
        }
        var added = feeds.Add(FeedDeclarations.New(entry.Declaration, entry.Text, now));
        if (!added && feeds.FindByUrl(entry.Declaration.Url) is { } other)
            throw new FeedAddressTakenException(entry.Declaration.Url, other.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}, line {Line}: {Reason}")]
    private partial void LogProblem(string file, long line, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be read now: {Reason}")]
    private partial void LogUnreadable(string file, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} declares {Feeds} feeds")]
    private partial void LogFollowed(string file, int feeds);
}
