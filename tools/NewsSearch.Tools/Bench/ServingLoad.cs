using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Search;
using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Bench;

/// <summary>
/// 50 searches and 20 writes a second, begun on time whether or not earlier ones have ended, so that a stall shows in
/// the times of all that wait for it.
/// </summary>
internal sealed class ServingLoad(
    IArchive archive,
    IArticleIndex index,
    IndexingJob indexing,
    IReadOnlyList<LoggedQuery> queries,
    TimeProvider clock
)
{
    private const double SearchesPerSecond = 50;
    private const double WritesPerSecond = 20;
    private const int WarmRounds = 3;

    private readonly SearchService _service = new(index, archive);
    private readonly PendingRun _pending = new();
    private readonly SeededRandom _random = new(11);
    private long _written = clock.GetUtcNow().Ticks;
    private long _failed;

    /// <summary>Asks every query until what is asked again and again is kept.</summary>
    public void WarmUp()
    {
        for (var round = 0; round < WarmRounds; round++)
            foreach (var query in queries)
                _service.Search(query.ToRequest(SortOrder.Relevance, facets: true), CancellationToken.None);
    }

    /// <summary>Serves until the work is done.</summary>
    public async Task<ServedLoad> RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        _failed = 0;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var searches = BeginAsync(SearchesPerSecond, () => SearchAsync(_random.Pick(queries)), over.Token);
        var writes = BeginAsync(WritesPerSecond, WriteAsync, over.Token);
        await work(cancellation);
        await over.CancelAsync();
        return new ServedLoad([.. (await searches).Order()], [.. (await writes).Order()], _failed);
    }

    private async Task<List<double>> BeginAsync(double rate, Func<Task> begin, CancellationToken over)
    {
        var started = clock.GetTimestamp();
        var begun = new List<Task<double>>();
        for (var n = 0; !over.IsCancellationRequested; n++)
        {
            var due = TimeSpan.FromSeconds(n / rate);
            var early = due - clock.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, clock, CancellationToken.None);
            begun.Add(TimedAsync(started, due, begin));
        }
        return [.. await Task.WhenAll(begun)];
    }

    // From when it was due: waiting for a turn is part of what a client sees.
    private async Task<double> TimedAsync(long started, TimeSpan due, Func<Task> begin)
    {
        try
        {
            await Task.Run(begin);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _failed);
            await Console.Error.WriteLineAsync(e.Message);
        }
        return (clock.GetElapsedTime(started) - due).TotalMilliseconds;
    }

    private Task SearchAsync(LoggedQuery query)
    {
        _service.Search(query.ToRequest(SortOrder.Relevance, facets: true), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task WriteAsync()
    {
        var number = Interlocked.Increment(ref _written);
        var article = new Article
        {
            Id = $"bench-{number}",
            Source = SourceId.FromName("Bench"),
            Headline = $"Written beside a rebuild, number {number}",
            Body = string.Join(' ', Enumerable.Range(0, 300).Select(n => $"word{(number + n) % 5_000}")),
            Completeness = Completeness.Full,
            Retrieved = clock.GetUtcNow(),
        };
        var bytes = Encoding.UTF8.GetBytes(article.Headline);
        var item = new IngestItem(article, null, null, 0, bytes.Length, null);
        await archive.SaveAsync(
            new IngestBatch("bench/1", "text/plain", bytes, clock.GetUtcNow(), [item]),
            CancellationToken.None
        );
        // As the service does it: requests that come close together are one run.
        if (!_pending.TryClaim())
            return;
        await _pending.TurnAsync(clock, CancellationToken.None);
        _pending.Started();
        await indexing.RunAsync(CancellationToken.None);
    }
}
