using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace NewsSearch.Tools.Bench;

/// <summary>Exact counts by source, topic and month, each value looked up per hit through the doc-values API.</summary>
internal sealed class PlainFacetCounts(ICollector inner) : ICollector
{
    private static readonly int[] MonthOfDay = MakeMonths();

    private readonly Dictionary<string, int> _sources = [];
    private readonly Dictionary<string, int> _topics = [];
    private readonly int[] _months = new int[MonthOfDay[^1] + 1];
    private SortedDocValues? _source;
    private SortedSetDocValues? _topic;
    private NumericDocValues? _date;
    private int[] _sourceCounts = [];
    private int[] _topicCounts = [];

    public long Hits { get; private set; }
    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        Finish();
        inner.SetNextReader(context);
        _source = context.AtomicReader.GetSortedDocValues("source_dv");
        _topic = context.AtomicReader.GetSortedSetDocValues("topic_dv");
        _date = context.AtomicReader.GetNumericDocValues("date_dv");
        _sourceCounts = new int[_source.ValueCount];
        _topicCounts = new int[_topic.ValueCount];
    }

    public void Collect(int doc)
    {
        inner.Collect(doc);
        Hits++;
        _sourceCounts[_source!.GetOrd(doc)]++;
        _topic!.SetDocument(doc);
        for (var o = _topic.NextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = _topic.NextOrd())
            _topicCounts[o]++;
        _months[MonthOfDay[_date!.Get(doc)]]++;
    }

    /// <summary>Adds the last segment's counts to the totals.</summary>
    public void Finish()
    {
        if (_source is null || _topic is null)
            return;
        var value = new BytesRef();
        for (var ord = 0; ord < _sourceCounts.Length; ord++)
        {
            if (_sourceCounts[ord] == 0)
                continue;
            _source.LookupOrd(ord, value);
            Add(_sources, value.Utf8ToString(), _sourceCounts[ord]);
        }
        for (var ord = 0; ord < _topicCounts.Length; ord++)
        {
            if (_topicCounts[ord] == 0)
                continue;
            _topic.LookupOrd(ord, value);
            Add(_topics, value.Utf8ToString(), _topicCounts[ord]);
        }
        _source = null;
    }

    private static void Add(Dictionary<string, int> totals, string value, int count) =>
        totals[value] = totals.GetValueOrDefault(value) + count;

    private static int[] MakeMonths()
    {
        var first = new DateOnly(2005, 1, 1);
        return
        [
            .. Enumerable
                .Range(0, new DateOnly(2026, 1, 1).DayNumber - first.DayNumber)
                .Select(first.AddDays)
                .Select(d => (d.Year - first.Year) * 12 + d.Month - 1),
        ];
    }
}
