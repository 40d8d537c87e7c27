using System.Collections.Concurrent;
using Lucene.Net.Index;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The columns of one segment in memory: what filters, facets and sorting read instead of the engine's per-document
/// calls. A segment never changes, so its columns are shared by all snapshots that hold it.
/// </summary>
internal sealed class SegmentColumns(AtomicReader reader)
{
    private readonly ConcurrentDictionary<string, Lazy<ValueColumn>> _values = [];
    private readonly ConcurrentDictionary<DateField, Lazy<DateColumn>> _dates = [];

    private readonly ConcurrentDictionary<(DateField, HistogramInterval, string), Lazy<BucketColumn>> _buckets = [];
    private readonly ConcurrentDictionary<(string, WordTest), WordList> _words = [];
    private readonly ConcurrentDictionary<string, long[]> _numbers = [];
    private readonly ConcurrentDictionary<string, byte[]> _norms = [];
    private StretchBounds? _sequenceBounds;
    private SegmentLanguages? _languages;

    /// <summary>Words of queries whose terms are kept; longer lists are looked up again.</summary>
    private const int MaxWordLists = 1_000;
    private const int LongestKeptList = 512;

    /// <summary>Intervals and zones whose buckets are kept (4 bytes a document each).</summary>
    private const int MaxBucketColumns = 12;

    /// <summary>What identifies the segment whatever its deletions.</summary>
    public object Key { get; } = reader.CoreCacheKey;

    /// <summary>Which documents are older versions.</summary>
    public SegmentVersions Versions { get; } = new(reader);

    /// <summary>Archive sequence of each document.</summary>
    public long[] Sequences { get; } = Numbers(reader, IndexSchema.Sequence);

    // A race builds the same twice.
    public StretchBounds SequenceBounds => _sequenceBounds ??= new StretchBounds(Sequences);

    public ValueColumn Values(AtomicReader open, Dimension dimension) =>
        _values.GetOrAdd(dimension.Name, _ => new Lazy<ValueColumn>(() => ValueColumn.Load(open, dimension))).Value;

    public DateColumn Dates(AtomicReader open, DateField field) =>
        _dates
            .GetOrAdd(field, _ => new Lazy<DateColumn>(() => new DateColumn(Numbers(open, IndexSchema.Column(field)))))
            .Value;

    public BucketColumn Buckets(AtomicReader open, DateField field, HistogramInterval interval, TimeZoneInfo zone)
    {
        if (_buckets.Count >= MaxBucketColumns)
            _buckets.Clear(); // Rare zones would add up; the common ones are back at once.
        return _buckets
            .GetOrAdd(
                (field, interval, zone.Id),
                _ => new Lazy<BucketColumn>(() => new BucketColumn(Dates(open, field), interval, zone))
            )
            .Value;
    }

    /// <summary>A column of numbers by its name, loaded on first use.</summary>
    public long[] NumbersOf(AtomicReader open, string column) => _numbers.GetOrAdd(column, name => Numbers(open, name));

    // A race builds the same twice.
    public SegmentLanguages Languages(AtomicReader open) =>
        _languages ??= new SegmentLanguages(Values(open, Dimension.Language));

    /// <summary>Length of the text of each document in a field, in the engine's encoding.</summary>
    public byte[] Norms(AtomicReader open, string field) =>
        _norms.GetOrAdd(
            field,
            name =>
            {
                var norms = new byte[open.MaxDoc];
                var values = open.GetNormValues(name);
                for (var doc = 0; values is not null && doc < norms.Length; doc++)
                    norms[doc] = (byte)values.Get(doc);
                return norms;
            }
        );

    /// <summary>Documents that pass a filter or match for what they are, where that is asked again.</summary>
    public KeptBits Kept { get; } = new(reader.MaxDoc);

    /// <summary>Postings of the words that are asked most.</summary>
    public HotWords Hot { get; } = new(reader.MaxDoc);

    /// <summary>Loads the columns that nearly every search reads.</summary>
    public void Load(AtomicReader open)
    {
        Values(open, Dimension.Source);
        Values(open, Dimension.Topic);
        Dates(open, DateField.Published);
    }

    /// <summary>Lets go what is kept for queries to come: the newest snapshot shows the segment no more.</summary>
    public void Retire()
    {
        Kept.Retire();
        Hot.Retire();
    }

    public WordList Words(string field, WordTest test, Func<WordList> find)
    {
        if (_words.TryGetValue((field, test), out var known))
            return known;
        var found = find();
        if (_words.Count >= MaxWordLists)
            _words.Clear();
        found.IsKept = found.Terms.Count + found.Subtracted.Count <= LongestKeptList;
        if (found.IsKept)
            _words[(field, test)] = found;
        return found;
    }

    private static long[] Numbers(AtomicReader reader, string field)
    {
        var column = new long[reader.MaxDoc];
        var values = reader.GetNumericDocValues(field);
        for (var doc = 0; values is not null && doc < column.Length; doc++)
            column[doc] = values.Get(doc);
        return column;
    }
}

/// <summary>Dates of a segment, encoded as <see cref="StoredDate"/>, and their range.</summary>
internal sealed class DateColumn
{
    private StretchBounds? _bounds;

    public DateColumn(long[] values)
    {
        Values = values;
        foreach (var value in values)
        {
            if (value == StoredDate.Unknown)
                continue;
            Earliest = Math.Min(Earliest, StoredDate.Start(value));
            Latest = Math.Max(Latest, StoredDate.Start(value));
        }
    }

    public long[] Values { get; }

    // A race builds the same twice.
    public StretchBounds Bounds => _bounds ??= new StretchBounds(Values, v => v != StoredDate.Unknown);

    /// <summary>Seconds since 1970 of the earliest date; greater than <see cref="Latest"/> when there is none.</summary>
    public long Earliest { get; } = long.MaxValue;

    public long Latest { get; } = long.MinValue;
}
