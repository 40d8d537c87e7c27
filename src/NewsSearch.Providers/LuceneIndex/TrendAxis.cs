using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The buckets of a trend and how documents are counted in them: a line is what is in no bucket, and behind it one
/// number for each bucket.
/// </summary>
internal sealed class TrendAxis
{
    public const int Undated = 0;
    public const int OutOfRange = 1;

    /// <summary>Where the buckets of a line begin.</summary>
    public const int Before = 2;

    private readonly Snapshot _snapshot;
    private readonly HistogramRequest _request;
    private readonly HistogramInterval _interval;
    private readonly int _first;

    /// <param name="archived">Everything in the period.</param>
    public TrendAxis(Snapshot snapshot, TrendRequest request, Matches archived)
    {
        _snapshot = snapshot;
        _request = request.Histogram;
        var period = request.Date?.Field == _request.Field ? request.Date.Interval : null;
        _interval = BucketRange.Interval(snapshot, _request, period);
        var asked = BucketRange.Used(snapshot, _request, _interval).Clipped(period, _interval).Limited();
        (_first, Size) = (asked.First, asked.Count);
        // Empty buckets at both ends say nothing; those between do.
        var line = Line(archived);
        var from = Array.FindIndex(line, Before, c => c > 0);
        var to = Array.FindLastIndex(line, c => c > 0);
        (_first, Size) = from < 0 ? (0, 0) : (_first + from - Before, to - from + 1);
    }

    public HistogramInterval Interval => _interval;

    /// <summary>Number of buckets.</summary>
    public int Size { get; }

    /// <summary>Numbers of a line.</summary>
    public int Width => Before + Size;

    /// <summary>First moment of a bucket of the axis.</summary>
    public DateTime Start(int bucket) => BucketColumn.Start(_first + bucket, _interval);

    /// <summary>All documents as one line.</summary>
    public long[] Line(Matches documents)
    {
        var line = new long[Width];
        for (var s = 0; s < _snapshot.Segments.Length; s++)
        {
            var buckets = Buckets(s);
            foreach (var doc in documents.Documents(s))
                line[Place(buckets[doc])]++;
        }
        return line;
    }

    /// <summary>The documents as one line for each row, behind each other.</summary>
    public long[] Lines(Matches documents, TrendRows rows)
    {
        var lines = new long[rows.Count * Width];
        for (var s = 0; s < _snapshot.Segments.Length; s++)
        {
            var (sets, offsets, members) = rows.Of(s);
            var buckets = Buckets(s);
            foreach (var doc in documents.Documents(s))
            {
                var place = Place(buckets[doc]);
                for (var i = offsets[sets[doc]]; i < offsets[sets[doc] + 1]; i++)
                    lines[members[i] * Width + place]++;
            }
        }
        return lines;
    }

    private int[] Buckets(int segment) =>
        _snapshot.Segments[segment].Buckets(_request.Field, _interval, _request.Zone).Buckets;

    private int Place(int bucket)
    {
        var at = (uint)(bucket - _first);
        return at < (uint)Size ? Before + (int)at
            : bucket == BucketColumn.Undated ? Undated
            : OutOfRange;
    }
}
