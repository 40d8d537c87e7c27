using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Indexing;

namespace NewsSearch.Sources;

/// <summary>Asks for stored bytes to be read again, in the background.</summary>
public interface IReprocessTrigger
{
    /// <summary>Returns at once; the run with this id is in the history.</summary>
    void Reprocess(long run);
}

/// <summary>
/// Reads the publication date of every current article again from the bytes it came in, without the network. Runs as
/// often as one likes: what is the same is left alone, and an article that changes meanwhile is left to its new bytes.
/// </summary>
public sealed class ReprocessJob(
    IArchive archive,
    ArticleReaders readers,
    IIndexingTrigger indexing,
    TimeProvider clock
)
{
    /// <summary>Kind under which the history lists these runs.</summary>
    public const string Kind = "reprocess published";

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>Starts the record of a run.</summary>
    public long Begin() => archive.RecordJob(new JobRun(0, Kind, clock.GetUtcNow(), null, 0, null));

    /// <summary>Reads everything again and keeps the record of the run.</summary>
    public async Task RunAsync(long run, CancellationToken cancellation)
    {
        var time = new RunTime(clock);
        var record = new JobRun(run, Kind, time.Started, null, 0, null);
        var (same, changed, unreadable) = (0L, 0L, 0L);
        try
        {
            var reported = clock.GetTimestamp();
            foreach (var batch in archive.ReadChanges(0, archive.LastSequence, cancellation))
            {
                foreach (var stored in batch.Where(s => s is { IsDeleted: false, IsOlder: false }))
                {
                    if (await ReadDateAsync(stored, cancellation).ConfigureAwait(false) is not { } read)
                        unreadable++;
                    else if (archive.Redate(stored.Article.Id, stored.Sequence, Joined(read, stored.Article)))
                        changed++;
                    else
                        same++;
                }
                if (clock.GetElapsedTime(reported) < ReportInterval)
                    continue;
                archive.UpdateJob(run, record with { Done = same + changed + unreadable, Summary = Summary() });
                reported = clock.GetTimestamp();
            }
            Finish(error: null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Finish(e.Message);
            throw;
        }
        finally
        {
            if (changed > 0)
                indexing.Request();
        }

        void Finish(string? error) =>
            archive.UpdateJob(
                run,
                record with
                {
                    Ended = time.Now,
                    Done = same + changed + unreadable,
                    Error = error,
                    Summary = Summary(),
                }
            );

        string Summary() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"changed {changed}, same {same}, without a date in the bytes {unreadable}"
            );
    }

    /// <summary>
    /// The date from the line whose kind of evidence is the stored one's, else from the newest line that gives a date.
    /// </summary>
    private async Task<PublishedDate?> ReadDateAsync(ArchivedArticle stored, CancellationToken cancellation)
    {
        PublishedDate? newest = null;
        foreach (var id in archive.LedgerOf(stored.Sequence))
        {
            if (archive.FindLedgerLine(id) is not { } line || StoredItem.Of(archive, readers, line) is not { } item)
                continue;
            var read = await ReadDateAsync(item, stored.Article, cancellation).ConfigureAwait(false);
            if (read is not null && read.Evidence == stored.Article.Published?.Evidence)
                return read;
            newest ??= read;
        }
        return newest;
    }

    private static async Task<PublishedDate?> ReadDateAsync(
        StoredItem item,
        Article stored,
        CancellationToken cancellation
    )
    {
        var found = new List<Article>();
        await foreach (var read in item.ReadAsync(cancellation).ConfigureAwait(false))
            if (read.Article is { } article)
                found.Add(article);
        // A document of many articles: the one with the same address or headline.
        var own =
            found.Count == 1
                ? found[0]
                : found.Find(a => a.Url is not null && a.Url == stored.Url)
                    ?? found.Find(a => a.Headline == stored.Headline);
        return own?.Published;
    }

    // What other channels say of the date stays beside it.
    private static PublishedDate Joined(PublishedDate read, Article stored) =>
        (stored.Published?.Others ?? [])
            .Select(o => new PublishedDate(o.Value, o.Precision, o.Evidence, o.Rejected))
            .Aggregate(read, (joined, other) => PublishedDate.Join(joined, other)!);
}
