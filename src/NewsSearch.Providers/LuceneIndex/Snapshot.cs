using System.Collections.Concurrent;
using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// One immutable state of the index: reader, columns and the archive sequence that it shows. Counted references: the
/// last one to let go closes the reader.
/// </summary>
internal sealed class Snapshot
{
    private readonly ConcurrentDictionary<string, Lazy<SharedValues>> _shared;
    private readonly ConcurrentDictionary<string, Lazy<ValueSuggestions>> _suggestions = [];
    private readonly Lazy<int[]> _sourceRanks;
    private int _references = 1;

    private Snapshot(DirectoryReader reader, Generation generation, long sequence, Snapshot? previous)
    {
        Reader = reader;
        Sequence = sequence;
        Generation = generation.Name;
        Schema = generation.State.Schema;
        Id = string.Create(
            CultureInfo.InvariantCulture,
            $"{generation.Name}.{sequence}.{generation.Opened}-{reader.Version}"
        );
        _shared = [];
        var known = previous?.AllVersions.ToDictionary(s => s.Columns.Key) ?? [];
        var leaves = reader.Leaves;
        Segments = new Segment[leaves.Count];
        // Two segments at a time: loading is bound by decoding, and the columns are independent.
        Parallel.For(
            0,
            leaves.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i =>
            {
                var atomic = leaves[i].AtomicReader;
                var key = atomic.CoreCacheKey;
                var before = known.GetValueOrDefault(key);
                var columns = before?.Columns ?? generation.Warmer.Find(key) ?? new SegmentColumns(atomic);
                // Nothing was deleted in it: what is seen of it is shared too.
                Segments[i] = before?.Reader == atomic ? before : new Segment(atomic, columns, All(atomic.LiveDocs));
                columns.Load(atomic);
            }
        );
        _sourceRanks = new Lazy<int[]>(RankSources);
        (AllVersions, OlderVersions) = (Segments, Segments.Sum(s => s.Versions.CountOlder(s.Reader.LiveDocs)));
        Documents = reader.NumDocs - OlderVersions;
        Segments = [.. Segments.Select(s => s.Versions.Older is null ? s : s.Seeing(s.Versions.Current))];
    }

    // Read on the first search: a snapshot may live for a second.
    private static Lazy<ulong[]?> All(IBits? live) => new(() => live is null ? null : Bits.Of(live));

    // The same snapshot, of which other documents are seen.
    private Snapshot(Snapshot other, Func<Segment, ulong[]?> live)
    {
        (Reader, Sequence, Generation, Schema, Id) = (
            other.Reader,
            other.Sequence,
            other.Generation,
            other.Schema,
            other.Id
        );
        (_shared, _sourceRanks) = (other._shared, other._sourceRanks);
        (AllVersions, OlderVersions, Documents) = (other.AllVersions, other.OlderVersions, other.Documents);
        Segments = [.. AllVersions.Select(s => s.Seeing(_ => live(s)))];
    }

    /// <summary>Everything that was applied to a generation.</summary>
    /// <param name="sequence">Archive sequence that this is the state of.</param>
    /// <param name="previous">
    /// The snapshot before of the same generation; what did not change is shared with it, and when nothing did it is
    /// returned with a further reference.
    /// </param>
    public static Snapshot Open(Generation generation, long sequence, Snapshot? previous)
    {
        var reader = generation.Reader(previous?.Reader);
        if (previous is not null && reader == previous.Reader && sequence == previous.Sequence && previous.TryAcquire())
        {
            reader.DecRef();
            return previous;
        }
        try
        {
            return generation.Warmer.Shown = new Snapshot(reader, generation, sequence, previous);
        }
        catch
        {
            reader.DecRef();
            throw;
        }
    }

    public DirectoryReader Reader { get; }

    /// <summary>What is searched: current articles, unless it was asked to see others.</summary>
    public Segment[] Segments { get; }

    /// <summary>The same segments with every version.</summary>
    public Segment[] AllVersions { get; }

    /// <summary>Number of current articles.</summary>
    public long Documents { get; }

    /// <summary>Number of versions that are no longer current.</summary>
    public long OlderVersions { get; }

    public long Sequence { get; }
    public string Generation { get; }

    /// <summary>Version of the fields of its oldest article.</summary>
    public int Schema { get; }

    /// <summary>Generation, sequence, and what tells this snapshot from every other of the same state.</summary>
    public string Id { get; }

    /// <summary>
    /// This snapshot with other documents in sight; numbers of documents and scores stay. It holds no reference: the
    /// caller keeps this one meanwhile.
    /// </summary>
    /// <param name="live">The documents of a segment that are seen; null for all.</param>
    public Snapshot Seeing(Func<Segment, ulong[]?> live) => new(this, live);

    /// <param name="status">State of the index, for the answer.</param>
    public IndexAnswer Search(SearchRequest request, IndexStatus status, CancellationToken cancellation) =>
        request.Versions == VersionScope.Any
            ? new VersionSearch(this, request, status, cancellation).Answer()
            : SearchSeen(request, status, cancellation);

    /// <summary>As <see cref="Search"/>, whatever the versions that were asked for.</summary>
    public IndexAnswer SearchSeen(SearchRequest request, IndexStatus status, CancellationToken cancellation)
    {
        var collector = new HitCollector(this, request, cancellation);
        collector.Collect(new QueryTranslation(this, cancellation).Translate(request.Query.Root));
        return collector.Answer(status);
    }

    /// <summary>Values of a dimension under one numbering for all segments.</summary>
    public SharedValues Values(Dimension dimension) =>
        _shared
            .GetOrAdd(dimension.Name, _ => new Lazy<SharedValues>(() => new SharedValues(Segments, dimension)))
            .Value;

    /// <summary>What is suggested of a dimension while a reader types.</summary>
    public ValueSuggestions Suggestions(Dimension dimension) =>
        _suggestions
            .GetOrAdd(dimension.Name, _ => new Lazy<ValueSuggestions>(() => new ValueSuggestions(this, dimension)))
            .Value;

    /// <summary>Alphabetical rank of each shared value of the dimension source.</summary>
    public int[] SourceRanks => _sourceRanks.Value;

    /// <summary>Words that a document has in a field, on average.</summary>
    public float AverageLength(string field) =>
        Reader.GetSumTotalTermFreq(field) is > 0 and var words ? (float)(words / (double)Reader.MaxDoc) : 1f;

    /// <summary>Keeps the words that are asked most of another snapshot, so that the first to search here need not wait.</summary>
    public void WarmLike(Snapshot other, CancellationToken cancellation)
    {
        var asked = other.Asked();
        foreach (var segment in Segments)
            segment.Columns.Hot.Warm(segment, asked, cancellation);
    }

    /// <summary>The words that are kept in any segment, those asked most first.</summary>
    public List<AskedWord> Asked() =>
        [
            .. AllVersions
                .SelectMany(s => s.Columns.Hot.Words)
                .GroupBy(w => w with { Times = 0 })
                .Select(g => g.Key with { Times = g.Max(w => w.Times) })
                .OrderByDescending(w => w.Times),
        ];

    /// <summary>False when the snapshot was already closed.</summary>
    public bool TryAcquire()
    {
        for (var seen = Volatile.Read(ref _references); seen > 0; seen = Volatile.Read(ref _references))
            if (Interlocked.CompareExchange(ref _references, seen + 1, seen) == seen)
                return true;
        return false;
    }

    public void Release()
    {
        // Not Dispose: two snapshots may share a reader, and only its first Dispose counts.
        if (Interlocked.Decrement(ref _references) == 0)
            Reader.DecRef();
    }

    private int[] RankSources()
    {
        var names = Values(Dimension.Source).Names;
        var order = Enumerable.Range(0, names.Count).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(names[a], names[b]));
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return ranks;
    }
}

/// <summary>One segment of a snapshot with its columns.</summary>
/// <param name="Seen">A bit for each document that is seen; null for all.</param>
internal sealed record Segment(AtomicReader Reader, SegmentColumns Columns, Lazy<ulong[]?> Seen)
{
    /// <summary>The same segment, of which other documents are seen.</summary>
    /// <param name="seen">Told this segment, gives a bit for each; null for all.</param>
    public Segment Seeing(Func<Segment, ulong[]?> seen) => this with { Seen = new Lazy<ulong[]?>(() => seen(this)) };

    /// <summary>Whether a document is neither deleted nor hidden.</summary>
    public bool Sees(int doc) => Seen.Value is not { } seen || Bits.Has(seen, doc);

    /// <summary>The documents of a stretch that are seen.</summary>
    /// <param name="bits">Receives a bit for each.</param>
    public void Open(int start, Span<ulong> bits)
    {
        if (Seen.Value is { } seen)
            seen.AsSpan(start / Bits.PerWord, bits.Length).CopyTo(bits);
        else
            Bits.Fill(bits, Math.Min(bits.Length * Bits.PerWord, Reader.MaxDoc - start));
    }

    /// <summary>Length of the text of each document in a field, encoded.</summary>
    public byte[] Norms(string field) => Columns.Norms(Reader, field);

    public ValueColumn Values(Dimension dimension) => Columns.Values(Reader, dimension);

    public SegmentVersions Versions => Columns.Versions;

    public SegmentLanguages Languages => Columns.Languages(Reader);

    /// <summary>The terms that a word of a query stands for in a field; kept for the next query.</summary>
    public WordList Words(string field, WordTest test, CancellationToken cancellation) =>
        Columns.Words(
            field,
            test,
            () =>
            {
                var found = new WordList();
                test.Expand(new SegmentWords(this, field, cancellation), found);
                return found;
            }
        );

    public DateColumn Dates(DateField field) => Columns.Dates(Reader, field);

    public BucketColumn Buckets(DateField field, HistogramInterval interval, TimeZoneInfo zone) =>
        Columns.Buckets(Reader, field, interval, zone);
}

/// <summary>The values of a dimension over all segments of a snapshot.</summary>
internal sealed class SharedValues
{
    private readonly Dictionary<string, int> _numbers = [];

    public SharedValues(Segment[] segments, Dimension dimension)
    {
        var names = new List<string>();
        var labels = new List<string?>();
        FromLocal = new int[segments.Length][];
        for (var s = 0; s < segments.Length; s++)
        {
            var column = segments[s].Values(dimension);
            var map = new int[column.Values.Length];
            for (var local = 0; local < map.Length; local++)
            {
                if (!_numbers.TryGetValue(column.Values[local], out var number))
                {
                    number = names.Count;
                    _numbers.Add(column.Values[local], number);
                    names.Add(column.Values[local]);
                    labels.Add(null);
                }
                labels[number] = column.Labels[local] ?? labels[number];
                map[local] = number;
            }
            FromLocal[s] = map;
        }
        Names = names;
        Labels = labels;
    }

    public IReadOnlyList<string> Names { get; }
    public IReadOnlyList<string?> Labels { get; }

    /// <summary>For each segment, its local numbers to shared ones.</summary>
    public int[][] FromLocal { get; }

    /// <summary>What is shown of a value: its label, or the last part of a path.</summary>
    public string Label(int number, Dimension dimension) => Labels[number] ?? Leaf(Names[number], dimension);

    /// <summary>The last part of a path.</summary>
    public static string Leaf(string value, Dimension dimension) =>
        dimension.IsTree && !value.Contains("://", StringComparison.Ordinal)
            ? value[(value.LastIndexOf('/') + 1)..]
            : value;

    /// <summary>The number of a value, or -1.</summary>
    public int Find(string value) => _numbers.GetValueOrDefault(value, -1);
}
