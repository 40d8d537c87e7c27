using System.Net;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Extraction;

namespace NewsSearch.Sources.Polling;

/// <summary>Polls one feed: fetches it, takes in what it brings, and keeps how it went and when it is due again.</summary>
/// <remarks>
/// The order makes every moment safe to be killed at: items are saved, then linked pages, and only then the server's
/// tags of this copy are kept. A poll that did not come to its end is done again and finds everything unchanged.
/// </remarks>
public sealed partial class FeedPoll
{
    /// <summary>Lines of the log that are kept of each feed.</summary>
    public const int KeptFetches = 100;

    private readonly IFeedRegister _feeds;
    private readonly ArticleReaders _readers;
    private readonly Ingestion _ingestion;
    private readonly WebFetcher _web;
    private readonly LinkedPages _pages;
    private readonly PollSchedule _schedule;
    private readonly PollingSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<FeedPoll> _log;

    public FeedPoll(
        IFeedRegister feeds,
        ArticleReaders readers,
        Ingestion ingestion,
        WebFetcher web,
        PollSchedule schedule,
        PollingSettings settings,
        TimeProvider clock,
        ILogger<FeedPoll> log
    )
    {
        (_feeds, _readers, _ingestion, _web) = (feeds, readers, ingestion, web);
        (_schedule, _settings, _clock, _log) = (schedule, settings, clock, log);
        _pages = new LinkedPages(feeds, readers, ingestion, web, settings);
    }

    /// <summary>Polls the feed and returns the line of its log.</summary>
    /// <exception cref="ArchiveStorageException">The archive cannot store; the feed stays due.</exception>
    public async Task<FeedFetch> PollAsync(PolledFeed feed, CancellationToken cancellation)
    {
        var (started, watch) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        PollAttempt attempt;
        try
        {
            attempt = await AttemptAsync(feed, cancellation).ConfigureAwait(false);
        }
        catch (FetchException failure)
        {
            attempt = PollAttempt.Failed(failure.Message);
        }
        // A fault of ours with one feed must not stop the others: it is told, and the feed backs off.
        catch (Exception fault) when (fault is not (OperationCanceledException or ArchiveStorageException))
        {
            LogFault(fault, feed.Id, feed.Declaration.Url);
            attempt = PollAttempt.Failed($"The feed could not be taken in: {fault.Message}");
        }
        var fetch = attempt.Fetch(started, _clock.GetElapsedTime(watch));
        var (declaration, state) = Outcome(feed, attempt, started);
        _feeds.Record(feed, declaration, state, fetch with { Error = state.LastError }, KeptFetches);
        if (attempt.IsFailure)
            LogFailed(feed.Id, feed.Declaration.Url, state.Failures, attempt.Error ?? "");
        else
            LogPolled(feed.Id, feed.Declaration.Url, fetch.Status, fetch.Items, fetch.Created, fetch.Updated);
        return fetch;
    }

    private async Task<PollAttempt> AttemptAsync(PolledFeed feed, CancellationToken cancellation)
    {
        var request = new FetchRequest(
            new Uri(feed.Declaration.Url),
            _settings.MaxFeedBytes,
            feed.State.EntityTag,
            feed.State.LastModified
        );
        var answer = await _web.FetchAsync(request, cancellation).ConfigureAwait(false);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                return await TakeInAsync(feed, answer, cancellation).ConfigureAwait(false);
            case HttpStatusCode.NotModified when request.EntityTag is not null || request.LastModified is not null:
                return new PollAttempt { Answer = answer };
            case HttpStatusCode.Gone:
                return PollAttempt.Failed(
                    "The server says that the feed is gone for good (410): no longer polled.",
                    answer
                ) with
                {
                    IsGone = true,
                };
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                return PollAttempt.Failed(
                    $"The server answers {(int)answer.Status}: it wants fewer requests"
                        + (answer.RetryAfter is { } wait ? $", the next in {wait.TotalSeconds:0} s." : "."),
                    answer
                );
            default:
                return PollAttempt.Failed($"The server answers {(int)answer.Status} {answer.Status}, no feed.", answer);
        }
    }

    private async Task<PollAttempt> TakeInAsync(PolledFeed feed, FetchAnswer answer, CancellationToken cancellation)
    {
        var declared = feed.Declaration;
        if (answer.Body.IsEmpty)
            return PollAttempt.Failed("The answer is empty.", answer);
        var context = new ReadContext(_clock.GetUtcNow(), declared.Source, declared.Via, declared.Url);
        var content = await FeedContent.InspectAsync(_readers, answer, context, cancellation).ConfigureAwait(false);
        // A document that was cut off would make versions of its last item that nobody wrote.
        if (content.Facts is { IsCutOff: true })
            return PollAttempt.Failed(
                $"The document breaks off after {answer.Body.Length} bytes: not taken in.",
                answer
            );
        // What is no feed goes to the ledger too, with the reason.
        var options = new IngestOptions(content.Reader.Format, declared.Source, declared.Via, declared.Url);
        await using var input = new MemoryStream(answer.Body.ToArray(), writable: false);
        var report = await _ingestion.IngestAsync(input, options, cancellation).ConfigureAwait(false);
        if (content.Problem is { } problem)
            return PollAttempt.Failed(problem, answer, report);
        var pages =
            declared.FullText && content.Facts is { } facts
                ? await _pages.ReadAsync(feed, facts.Links, cancellation).ConfigureAwait(false)
                : new LinkedPagesReport();
        return new PollAttempt
        {
            Answer = answer,
            Report = report,
            Facts = content.Facts,
            Pages = pages,
            Error = pages.Problem,
        };
    }

    private (FeedDeclaration Declaration, FeedState State) Outcome(
        PolledFeed feed,
        PollAttempt attempt,
        DateTimeOffset started
    )
    {
        var (before, answer, now) = (feed.State, attempt.Answer, _clock.GetUtcNow());
        var state = before with { LastFetch = started, LastStatus = (int?)answer?.Status, LastError = attempt.Error };
        if (attempt.IsFailure)
        {
            var failures = before.Failures + 1;
            var retry = _schedule.Retry(
                now,
                _schedule.Interval(feed.Declaration, before.Hint),
                failures,
                answer?.RetryAfter
            );
            return (
                feed.Declaration with
                {
                    IsEnabled = !attempt.IsGone,
                },
                state with
                {
                    Failures = failures,
                    NextDue = attempt.IsGone ? null : retry,
                }
            );
        }
        var hint = attempt.Report is null ? before.Hint : attempt.Facts?.Hint;
        var isUnfinished = attempt.Pages.IsUnfinished;
        var interval = _schedule.Interval(feed.Declaration, hint);
        state = state with
        {
            Failures = 0,
            Hint = hint,
            LastItems = attempt.Report is null ? before.LastItems : (int)attempt.Report.Received,
            NextDue = _schedule.Next(now, interval, isUnfinished, attempt.Pages.RetryAfter),
        };
        // While pages are left, the next poll must see the document again.
        if (attempt.Report is not null)
            state = state with
            {
                EntityTag = isUnfinished ? null : answer!.EntityTag,
                LastModified = isUnfinished ? null : answer!.LastModified,
            };
        return Moved(feed, answer?.MovedTo, state);
    }

    /// <summary>Follows a permanent redirect, unless another feed is polled there already: then one of them is enough.</summary>
    private (FeedDeclaration Declaration, FeedState State) Moved(PolledFeed feed, Uri? movedTo, FeedState state)
    {
        if (movedTo is null)
            return (feed.Declaration, state);
        var other = _feeds.FindByUrl(movedTo.AbsoluteUri);
        if (other is null || other.Id == feed.Id)
            return (feed.Declaration with { Url = movedTo.AbsoluteUri }, state);
        return (
            feed.Declaration with
            {
                IsEnabled = false,
            },
            state with
            {
                NextDue = null,
                LastError = $"It moved for good to {movedTo}, which the feed {other.Id} polls: no longer polled here.",
            }
        );
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Feed {Feed} {Url}: {Status}, {Items} items, {Created} created, {Updated} updated"
    )]
    private partial void LogPolled(string feed, string url, int? status, int items, int created, int updated);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Feed {Feed} {Url} failed {Failures} times: {Reason}")]
    private partial void LogFailed(string feed, string url, int failures, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Feed {Feed} {Url} could not be taken in")]
    private partial void LogFault(Exception fault, string feed, string url);
}
