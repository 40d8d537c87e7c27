using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The documents of a snapshot that match a query and pass all filters, a bit for each, so that they can be counted in
/// several ways without asking the query again.
/// </summary>
internal sealed class Matches
{
    private readonly ulong[][] _bits;

    private Matches(Snapshot snapshot) =>
        _bits = [.. snapshot.Segments.Select(s => new ulong[Bits.Words(s.Reader.MaxDoc)])];

    /// <summary>Asks a query.</summary>
    public static Matches Of(
        Snapshot snapshot,
        QueryNode query,
        IReadOnlyList<ValueFilter> values,
        DateFilter? date,
        CancellationToken cancellation
    )
    {
        var matches = new Matches(snapshot);
        var open = new QueryTranslation(snapshot, cancellation).Translate(query);
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            var segment = snapshot.Segments[s];
            var clause = open?.Invoke(segment);
            if (open is not null && clause is null)
                continue;
            var filters = SegmentFilter.Of(segment, values, date);
            for (var start = 0; start < segment.Reader.MaxDoc; start += Clause.Width)
            {
                cancellation.ThrowIfCancellationRequested();
                var bits = Clause.Stretch(matches._bits[s], start);
                segment.Open(start, bits);
                clause?.Narrow(start, bits);
                foreach (var filter in filters)
                    filter.Narrow(start, bits);
            }
        }
        return matches;
    }

    /// <summary>The documents of a segment, in order.</summary>
    public Bits.Documents Documents(int segment) => Bits.In(_bits[segment]);
}
