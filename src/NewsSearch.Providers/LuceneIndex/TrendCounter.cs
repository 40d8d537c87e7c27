using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Counts what several queries matched by value and bucket, and beside it everything that is archived. Each query was
/// asked once; all counts are read from the columns of one snapshot.
/// </summary>
/// <param name="queries">What each query matched.</param>
/// <param name="archived">Everything in the period, whatever query and filters.</param>
internal sealed class TrendCounter(
    Snapshot snapshot,
    TrendRequest request,
    IReadOnlyList<Matches> queries,
    Matches archived
)
{
    /// <exception cref="TooManyBucketsException">More than <see cref="TrendRequest.MaxPoints"/> numbers were asked for.</exception>
    public static TrendAnswer Count(
        Snapshot snapshot,
        TrendRequest request,
        IndexStatus status,
        CancellationToken cancellation
    )
    {
        var queries = request.Queries.Select(q =>
            Matches.Of(snapshot, q.Root, request.Filters, request.Date, cancellation)
        );
        var archived = Matches.Of(snapshot, new MatchAllNode(), [], request.Date, cancellation);
        return new TrendCounter(snapshot, request, [.. queries], archived).Answer(status);
    }

    private TrendAnswer Answer(IndexStatus status)
    {
        var axis = new TrendAxis(snapshot, request, archived);
        var lines = queries.Select(axis.Line).ToList();
        var (series, rest) = request.Facet is { } facet ? Faceted(axis, facet) : (Whole(axis, lines), null);
        return new TrendAnswer(
            status,
            axis.Interval,
            request.Histogram.Zone.Id,
            [.. Enumerable.Range(0, axis.Size).Select(axis.Start)],
            [
                .. lines.Select(
                    (line, q) =>
                        new TrendQuery(
                            request.Queries[q],
                            line.Sum(),
                            line[TrendAxis.Undated],
                            line[TrendAxis.OutOfRange],
                            rest?[q].Other ?? 0,
                            rest?[q].Missing ?? 0
                        )
                ),
            ],
            series
        );
    }

    private List<TrendSeries> Whole(TrendAxis axis, List<long[]> lines)
    {
        var all = axis.Line(archived);
        return [.. lines.Select((line, q) => Series(axis, q, null, null, line, all))];
    }

    private (List<TrendSeries>, List<(long Other, long Missing)>) Faceted(TrendAxis axis, Dimension facet)
    {
        var hits = queries.Select(q => new ValueCounts(snapshot, facet, q)).ToList();
        var rows = new TrendRows(snapshot, request, hits, new ValueCounts(snapshot, facet, archived));
        Limit(rows.Count, axis.Size, facet);
        var all = axis.Lines(archived, rows);
        var series = new List<TrendSeries>();
        for (var q = 0; q < queries.Count; q++)
        {
            var lines = axis.Lines(queries[q], rows);
            for (var row = 0; row < rows.Count; row++)
            {
                var line = new Range(row * axis.Width, (row + 1) * axis.Width);
                series.Add(Series(axis, q, rows.Name(row), rows.Label(row), lines[line], all[line]));
            }
        }
        return (series, [.. hits.Select(h => (h.Sum - rows.Listed(h), h.Missing))]);
    }

    private void Limit(int lines, int buckets, Dimension facet)
    {
        var requested = (long)queries.Count * lines * buckets;
        if (requested > TrendRequest.MaxPoints)
            throw new TooManyBucketsException(
                requested,
                TrendRequest.MaxPoints,
                $"{queries.Count} × {lines} lines of {buckets} buckets are {requested} numbers, "
                    + $"{TrendRequest.MaxPoints} are the most: choose a coarser interval, a shorter period, "
                    + $"or the greatest only with facet.{facet.Name}.size."
            );
    }

    private static TrendSeries Series(
        TrendAxis axis,
        int query,
        string? value,
        string? label,
        long[] line,
        long[] archived
    ) =>
        new(
            query,
            value,
            label,
            line.Sum(),
            line[TrendAxis.Undated],
            line[TrendAxis.OutOfRange],
            [
                .. Enumerable
                    .Range(0, axis.Size)
                    .Select(b => new TrendPoint(
                        axis.Start(b),
                        line[TrendAxis.Before + b],
                        archived[TrendAxis.Before + b]
                    )),
            ]
        );
}
