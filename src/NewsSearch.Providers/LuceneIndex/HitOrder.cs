using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The order of a request as numbers: greater keys first, articles without a date last in both directions. For a page
/// that is read backwards all numbers are negated.
/// </summary>
internal sealed class HitOrder(Snapshot snapshot, SortOrder sort, bool isBackwards)
{
    // Above the threshold of an empty heap, below every date.
    private const long UndatedKey = long.MinValue + 1;

    private long[] _sequences = [];
    private StretchBounds? _sequenceBounds;
    private StretchBounds? _dateBounds;
    private long[] _dates = [];
    private int[] _sourceSets = [];
    private int[] _sourceRanks = [];

    public bool NeedsScore => sort == SortOrder.Relevance;

    public void Open(int segment)
    {
        var opened = snapshot.Segments[segment];
        (_sequences, _sequenceBounds) = (opened.Columns.Sequences, opened.Columns.SequenceBounds);
        if (sort is SortOrder.Newest or SortOrder.Oldest)
            (_dates, _dateBounds) = (
                opened.Dates(DateField.Published).Values,
                opened.Dates(DateField.Published).Bounds
            );
        else if (sort == SortOrder.Source)
            RankSources(segment, opened.Values(Dimension.Source));
    }

    /// <summary>Whether of two that are equal otherwise the later one comes first.</summary>
    public bool PrefersLater => sort == SortOrder.Oldest == isBackwards;

    /// <summary>No document of a stretch that is not scored comes before this.</summary>
    public RankedHit Bound(int start)
    {
        var stretch = start / Clause.Width;
        var tie = PrefersLater ? _sequenceBounds!.Highest[stretch] : -_sequenceBounds!.Lowest[stretch];
        var key = sort switch
        {
            SortOrder.Relevance => 0,
            SortOrder.Newest when !isBackwards => Math.Max(UndatedKey, StoredDate.Start(_dateBounds!.Highest[stretch])),
            SortOrder.Oldest when !isBackwards => Math.Max(UndatedKey, -StoredDate.Start(_dateBounds!.Lowest[stretch])),
            _ => long.MaxValue,
        };
        return new RankedHit(key, tie, 0, 0);
    }

    public long Key(int doc, float score) => isBackwards ? -Forward(doc, score) : Forward(doc, score);

    private long Forward(int doc, float score)
    {
        switch (sort)
        {
            case SortOrder.Newest:
                return _dates[doc] == StoredDate.Unknown ? UndatedKey : StoredDate.Start(_dates[doc]);
            case SortOrder.Oldest:
                return _dates[doc] == StoredDate.Unknown ? UndatedKey : -StoredDate.Start(_dates[doc]);
            case SortOrder.Source:
                return -(long)_sourceRanks[_sourceSets[doc]];
            default:
                // Scores are not negative, so their bits order as they do.
                return BitConverter.SingleToInt32Bits(score);
        }
    }

    public RankedHit Rank(int doc, long key, float score) => new(key, Tie(_sequences[doc]), _sequences[doc], score);

    /// <summary>The hit that a page begins behind, in the direction of reading.</summary>
    public RankedHit? Start(PagePosition? at) =>
        at is null ? null : new RankedHit(isBackwards ? -at.Key : at.Key, Tie(at.Sequence), at.Sequence, 0);

    /// <summary>The place of a hit, whatever the direction of reading.</summary>
    public PagePosition Place(in RankedHit hit, bool isBefore) =>
        new(snapshot.Id, isBackwards ? -hit.Key : hit.Key, hit.Sequence, isBefore);

    private long Tie(long sequence) => PrefersLater ? sequence : -sequence;

    private void RankSources(int segment, ValueColumn column)
    {
        var shared = snapshot.Values(Dimension.Source).FromLocal[segment];
        _sourceSets = column.Sets;
        _sourceRanks = new int[column.SetCount];
        _sourceRanks[0] = int.MaxValue;
        for (var set = 1; set < column.SetCount; set++)
            _sourceRanks[set] = snapshot.SourceRanks[shared[column.Members[column.Offsets[set]]]];
    }
}
