using System.Net;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Feeds;
using NewsSearch.Extraction.Html;

namespace NewsSearch.Sources.Polling;

/// <summary>What became of the linked pages of one poll.</summary>
/// <param name="IsUnfinished">Pages are left that the next poll should fetch.</param>
/// <param name="RetryAfter">How long their server asks to be left alone.</param>
/// <param name="Problem">The first page that could not be had, and why.</param>
internal sealed record LinkedPagesReport(
    int TakenIn = 0,
    int Created = 0,
    int Updated = 0,
    bool IsUnfinished = false,
    TimeSpan? RetryAfter = null,
    string? Problem = null
);

/// <summary>Fetches the pages that the items of a feed link to, each once as long as its item does not change.</summary>
/// <remarks>
/// How it stands with a page is kept behind taking it in. A poll that was killed in between fetches the page again,
/// which changes nothing in the archive.
/// </remarks>
internal sealed class LinkedPages(
    IFeedRegister feeds,
    ArticleReaders readers,
    Ingestion ingestion,
    WebFetcher web,
    PollingSettings settings
)
{
    private const int MostTries = 3;

    public async Task<LinkedPagesReport> ReadAsync(
        PolledFeed feed,
        IReadOnlyList<LinkedItem> items,
        CancellationToken cancellation
    )
    {
        var known = feeds.Pages(feed.Id);
        var waiting = items
            .Where(i => !(known.GetValueOrDefault(i.Url) is { IsSettled: true } page && page.Mark == i.Mark))
            .ToList();
        var report = new LinkedPagesReport(IsUnfinished: waiting.Count > settings.PagesPerPoll);
        foreach (var item in waiting.Take(settings.PagesPerPoll))
        {
            var before = known.GetValueOrDefault(item.Url);
            var tries = before?.Mark == item.Mark ? before.Tries : 0;
            try
            {
                report = Add(report, await TakeInAsync(feed, item, cancellation).ConfigureAwait(false));
                feeds.RecordPage(feed.Id, item.Url, new LinkedPageState(item.Mark, tries, IsSettled: true));
            }
            catch (FetchException failure)
            {
                tries++;
                var isSettled = failure.IsLasting || tries >= MostTries;
                feeds.RecordPage(feed.Id, item.Url, new LinkedPageState(item.Mark, tries, isSettled));
                report = report with
                {
                    IsUnfinished = report.IsUnfinished || !isSettled,
                    Problem = report.Problem ?? failure.Message,
                };
                if (failure is TooManyRequestsException { RetryAfter: var wait })
                    return report with { IsUnfinished = true, RetryAfter = wait };
            }
        }
        feeds.KeepPages(feed.Id, [.. items.Select(i => i.Url)]);
        return report;
    }

    private async Task<IngestReport> TakeInAsync(PolledFeed feed, LinkedItem item, CancellationToken cancellation)
    {
        var answer = await web.FetchAsync(new FetchRequest(new Uri(item.Url), settings.MaxPageBytes), cancellation)
            .ConfigureAwait(false);
        if (answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            throw new TooManyRequestsException(item.Url, (int)answer.Status, answer.RetryAfter);
        if (answer.Status != HttpStatusCode.OK)
            throw new FetchException(
                $"{item.Url} answers {(int)answer.Status}.",
                isLasting: (int)answer.Status is >= 400 and < 500 and not 408
            );
        var body = answer.Body;
        if (readers.Recognize(body.Span[..Math.Min(body.Length, ArticleReaders.HeadSize)]) is not HtmlReader reader)
            throw new FetchException($"{item.Url} is no HTML page.", isLasting: true);
        // Under the item's own address, so that the page and the item are one article.
        var options = new IngestOptions(
            reader.Format,
            feed.Declaration.Source ?? item.Source,
            feed.Declaration.Via,
            item.Url
        );
        await using var input = new MemoryStream(body.ToArray(), writable: false);
        return await ingestion.IngestAsync(input, options, cancellation).ConfigureAwait(false);
    }

    private static LinkedPagesReport Add(LinkedPagesReport report, IngestReport page) =>
        report with
        {
            TakenIn = report.TakenIn + 1,
            Created = report.Created + (int)page.Outcomes.GetValueOrDefault(IngestOutcome.Created),
            Updated = report.Updated + (int)page.Outcomes.GetValueOrDefault(IngestOutcome.Updated),
        };
}
