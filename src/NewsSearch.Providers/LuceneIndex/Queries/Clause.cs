using System.Numerics;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Binds a part of a query to a segment.</summary>
/// <returns>Null where nothing in the segment matches.</returns>
internal delegate Clause? OpenClause(Segment segment);

/// <summary>
/// A part of a query on one segment. Documents are looked at in stretches, a bit each, so that parts are combined by
/// operations on whole numbers, and only what matches everything is scored.
/// </summary>
/// <remarks>Stretches come in ascending order; those of which nothing is left need not come.</remarks>
internal abstract class Clause
{
    /// <summary>Documents of a stretch.</summary>
    public const int Width = 4_096;

    /// <summary>Numbers that hold the bits of a stretch.</summary>
    public const int Words = Width / Bits.PerWord;

    /// <summary>The bits of a stretch among those of its segment.</summary>
    public static Span<ulong> Stretch(Span<ulong> segment, int start)
    {
        var first = start / Bits.PerWord;
        return segment.Slice(first, Math.Min(Words, segment.Length - first));
    }

    /// <summary>About how many documents it has in the segment: the part with fewer is asked first.</summary>
    public abstract long Cost { get; }

    /// <summary>Leaves those documents of a stretch that match.</summary>
    /// <param name="start">The first document of the stretch.</param>
    /// <param name="bits">A bit for each document of the stretch that is in question.</param>
    public abstract void Narrow(int start, Span<ulong> bits);

    /// <summary>Adds to the scores of documents what this part gives those that it left in the same stretch.</summary>
    /// <param name="bits">Documents that match the whole query.</param>
    /// <param name="scores">One for each document of the stretch.</param>
    public abstract void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores);
}

/// <summary>Documents that match for what they are, not for their words: each adds 1 to the score.</summary>
/// <param name="documents">A bit for each document of the segment; null for all.</param>
internal sealed class ConstantClause(ulong[]? documents, long cost) : Clause
{
    public override long Cost => cost;

    public override void Narrow(int start, Span<ulong> bits)
    {
        if (documents is not null)
            Bits.And(bits, documents.AsSpan(start / Bits.PerWord));
    }

    public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        foreach (var doc in Bits.In(bits))
            if (documents is null || Bits.Has(documents, start + doc))
                scores[doc]++;
    }
}

/// <summary>Documents whose places are counted while a stretch is narrowed, and scored by their number.</summary>
internal abstract class CountedClause(Bm25 score) : Clause
{
    private readonly ulong[] _matched = new ulong[Words];
    private readonly int[] _counts = new int[Width];

    public sealed override void Narrow(int start, Span<ulong> bits)
    {
        _matched.AsSpan().Clear();
        Count(start, bits);
        Bits.And(bits, _matched);
    }

    public sealed override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        for (var w = 0; w < bits.Length; w++)
        for (var left = bits[w] & _matched[w]; left != 0; left &= left - 1)
        {
            var doc = w * Bits.PerWord + BitOperations.TrailingZeroCount(left);
            scores[doc] += score.Of(start + doc, _counts[doc]);
        }
    }

    /// <summary>Notes the documents of a stretch that match (<see cref="Match"/>), at least those in question.</summary>
    protected abstract void Count(int start, Span<ulong> bits);

    /// <param name="doc">Number in the stretch.</param>
    /// <param name="count">Places, at least one.</param>
    protected void Match(int doc, int count)
    {
        Bits.Set(_matched, doc);
        _counts[doc] = count;
    }
}

/// <summary>Documents that match all of some parts and none of others.</summary>
/// <param name="needed">In the order in which their scores are added; at least one.</param>
internal sealed class AllClause(IReadOnlyList<Clause> needed, IReadOnlyList<Clause> refused) : Clause
{
    private readonly Clause[] _byCost = [.. needed.OrderBy(c => c.Cost)];
    private readonly ulong[] _matched = new ulong[Words];

    public override long Cost => _byCost[0].Cost;

    public override void Narrow(int start, Span<ulong> bits)
    {
        _matched.AsSpan().Clear();
        foreach (var clause in _byCost)
        {
            clause.Narrow(start, bits);
            if (!Bits.Any(bits))
                return;
        }
        Span<ulong> others = stackalloc ulong[Words];
        others = others[..bits.Length];
        foreach (var clause in refused)
        {
            bits.CopyTo(others);
            clause.Narrow(start, others);
            Bits.Remove(bits, others);
        }
        bits.CopyTo(_matched);
    }

    public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        Span<ulong> both = stackalloc ulong[Words];
        both = both[..bits.Length];
        bits.CopyTo(both);
        Bits.And(both, _matched);
        foreach (var clause in needed)
            clause.AddScores(start, both, scores);
    }
}

/// <summary>Documents that match any of some parts.</summary>
internal sealed class AnyClause(IReadOnlyList<Clause> choices) : Clause
{
    public override long Cost { get; } = choices.Sum(c => c.Cost);

    public override void Narrow(int start, Span<ulong> bits)
    {
        Span<ulong> matched = stackalloc ulong[Words];
        Span<ulong> one = stackalloc ulong[Words];
        matched = matched[..bits.Length];
        one = one[..bits.Length];
        matched.Clear();
        foreach (var clause in choices)
        {
            bits.CopyTo(one);
            clause.Narrow(start, one);
            Bits.Add(matched, one);
        }
        matched.CopyTo(bits);
    }

    public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        foreach (var clause in choices)
            clause.AddScores(start, bits, scores);
    }
}
