using System.Diagnostics;
using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Html;

namespace NewsSearch.Tools.Scoring;

/// <summary>One page: how well its main text was found, and how long that took.</summary>
internal sealed record PageScore(string Name, Overlap Overlap, TimeSpan Took);

/// <summary>Precision and recall averaged over pages, their F1, and the speed with all cores.</summary>
internal sealed record ExtractionScore(
    double Precision,
    double Recall,
    double PagesPerSecond,
    TimeSpan ProcessorTimePerPage,
    IReadOnlyList<PageScore> Pages
)
{
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public PageScore Slowest => Pages.MaxBy(p => p.Took)!;

    private const int WarmUps = 3;

    /// <summary>Reads every page a few times to warm up, and then once against the clock.</summary>
    public static async Task<ExtractionScore> MeasureAsync(
        IReadOnlyList<ScoredPage> pages,
        DateTimeOffset retrieved,
        CancellationToken cancellation
    )
    {
        var context = new ReadContext(retrieved);
        for (var i = 0; i < WarmUps; i++)
            await ReadAllAsync(pages, context, cancellation);
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var read = await ReadAllAsync(pages, context, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var spent = Environment.CpuUsage.TotalTime - processor;
        var scores = pages
            .Select((p, i) => new PageScore(p.Name, Shingles.Compare(p.Expected, read[i].Text), read[i].Took))
            .ToList();
        // As the benchmark has it: a page without any text has no precision, one without expected text no recall.
        return new ExtractionScore(
            scores.Where(s => s.Overlap.Shared + s.Overlap.Surplus > 0).Average(s => s.Overlap.Precision),
            scores.Where(s => s.Overlap.Shared + s.Overlap.Missing > 0).Average(s => s.Overlap.Recall),
            pages.Count / elapsed.TotalSeconds,
            spent / pages.Count,
            scores
        );
    }

    private static async Task<(string Text, TimeSpan Took)[]> ReadAllAsync(
        IReadOnlyList<ScoredPage> pages,
        ReadContext context,
        CancellationToken cancellation
    )
    {
        var read = new (string Text, TimeSpan Took)[pages.Count];
        await Parallel.ForAsync(
            0,
            pages.Count,
            cancellation,
            async (i, token) =>
            {
                var started = Stopwatch.GetTimestamp();
                string? text = null;
                await foreach (var item in new HtmlReader().ReadAsync(new MemoryStream(pages[i].Html), context, token))
                    text ??= item.Article?.Body;
                read[i] = (text ?? "", Stopwatch.GetElapsedTime(started));
            }
        );
        return read;
    }
}
