using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A search of every stored version. Of each article the newest version that satisfies query and filters is chosen,
/// and the search is answered with these in sight and no others, so everything counts articles. A dimension with a
/// filter of its own is counted as the search without that filter would: there another version may be the newest.
/// </summary>
internal sealed class VersionSearch(
    Snapshot snapshot,
    SearchRequest request,
    IndexStatus status,
    CancellationToken cancellation
)
{
    private readonly HashSet<long> _older = [];

    /// <exception cref="ParameterException">The generation was written before it held older versions.</exception>
    public IndexAnswer Answer()
    {
        if (snapshot.Schema < IndexSchema.OlderVersionsSince)
            throw new ParameterException(
                "The index was written before it held older versions: leave out versions=any until it was built again "
                    + "(POST /api/v1/rebuilds).",
                "versions",
                "any",
                ["latest"],
                didYouMean: null,
                isUnknown: false
            );
        if (snapshot.OlderVersions == 0)
            return snapshot.SearchSeen(request, status, cancellation);
        var answer = Newest(request.Filters, request.Date).SearchSeen(request, status, cancellation);
        var hits = answer.Hits.Select(h => h with { IsOlder = _older.Contains(h.Sequence) }).ToList();
        return answer with
        {
            Hits = hits,
            Facets = [.. answer.Facets.Zip(request.Facets, Counted)],
            Histogram =
                answer.Histogram is { } histogram && request.Date is not null ? Counted(histogram) : answer.Histogram,
        };
    }

    private SearchRequest CountsOnly =>
        request with
        {
            Facets = [],
            Histogram = null,
            Limit = 0,
            Sample = null,
            After = null,
        };

    private FacetResult Counted(FacetResult counted, FacetRequest asked)
    {
        if (request.Filters.FirstOrDefault(f => f.Dimension == asked.Dimension) is not { } own)
            return counted;
        var seen = Newest([.. request.Filters.Where(f => f != own)], request.Date);
        return seen.SearchSeen(CountsOnly with { Facets = [asked] }, status, cancellation).Facets[0];
    }

    private HistogramResult Counted(HistogramResult counted)
    {
        var seen = Newest(request.Filters, date: null);
        var all = seen.SearchSeen(CountsOnly with { Histogram = request.Histogram }, status, cancellation).Histogram!;
        return counted with
        {
            Unfiltered = all.Unfiltered,
            UndatedUnfiltered = all.UndatedUnfiltered,
            OutOfRangeUnfiltered = all.OutOfRangeUnfiltered,
        };
    }

    // In sight: articles of one version, and of the others the newest that satisfies query and filters.
    private Snapshot Newest(IReadOnlyList<ValueFilter> filters, DateFilter? date)
    {
        var several = snapshot.Seeing(Several);
        var matches = Matches.Of(several, request.Query.Root, filters, date, cancellation);
        var newest = new Dictionary<long, (long Sequence, int Segment, int Doc)>();
        for (var s = 0; s < several.Segments.Length; s++)
        {
            var segment = several.Segments[s];
            var articles = segment.Columns.NumbersOf(segment.Reader, IndexSchema.IdHash);
            foreach (var doc in matches.Documents(s))
            {
                var sequence = segment.Columns.Sequences[doc];
                if (!newest.TryGetValue(articles[doc], out var known) || known.Sequence < sequence)
                    newest[articles[doc]] = (sequence, s, doc);
            }
        }
        var chosen = several.Segments.Select(s => new ulong[Bits.Words(s.Reader.MaxDoc)]).ToArray();
        foreach (var (sequence, s, doc) in newest.Values)
        {
            Bits.Set(chosen[s], doc);
            if (several.Segments[s].Versions.Older is { } older && older.Get(doc))
                _older.Add(sequence);
        }
        var ofSegment = snapshot.AllVersions.Zip(chosen).ToDictionary(s => s.First.Columns, s => s.Second);
        return snapshot.Seeing(s =>
            SegmentVersions.Without(s, Bits.Of(s.Versions.Several(s.Reader)), ofSegment[s.Columns])
        );
    }

    private static ulong[] Several(Segment segment)
    {
        var several = Bits.Of(segment.Versions.Several(segment.Reader));
        if (segment.Seen.Value is { } live)
            Bits.And(several, live);
        return several;
    }
}
