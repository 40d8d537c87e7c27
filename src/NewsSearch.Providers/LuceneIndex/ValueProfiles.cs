using System.Runtime.InteropServices;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Which values of one dimension occur together with which of another, over all living documents.</summary>
internal sealed class ValueProfiles
{
    private readonly Dictionary<string, Dictionary<string, long>> _counts = [];
    private readonly Dictionary<string, long> _missing = [];
    private readonly SharedValues _shared;
    private readonly Dimension _counted;

    /// <summary>Of each value of a single-valued dimension, the most frequent values of others.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetResult>> Of(
        Snapshot snapshot,
        Dimension of,
        IReadOnlyList<Dimension> counted,
        int size,
        CancellationToken cancellation
    )
    {
        var all = Matches.Of(snapshot, new MatchAllNode(), [], date: null, cancellation);
        var profiles = counted.Select(c => new ValueProfiles(snapshot, of, c, all, cancellation)).ToList();
        return snapshot
            .Values(of)
            .Names.ToDictionary(v => v, IReadOnlyList<FacetResult> (v) => [.. profiles.Select(p => p.Of(v, size))]);
    }

    private ValueProfiles(
        Snapshot snapshot,
        Dimension of,
        Dimension counted,
        Matches all,
        CancellationToken cancellation
    )
    {
        _counted = counted;
        _shared = snapshot.Values(counted);
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (own, other) = (snapshot.Segments[s].Values(of), snapshot.Segments[s].Values(counted));
            var pairs = new Dictionary<(int, int), long>();
            foreach (var doc in all.Documents(s))
                CollectionsMarshal.GetValueRefOrAddDefault(pairs, (own.Sets[doc], other.Sets[doc]), out _)++;
            foreach (var ((set, otherSet), count) in pairs)
                if (own.Offsets[set] < own.Offsets[set + 1])
                    Add(own.Values[own.Members[own.Offsets[set]]], other, otherSet, count);
        }
    }

    /// <summary>The most frequent values that occur together with this one.</summary>
    private FacetResult Of(string value, int size)
    {
        var counts = _counts.GetValueOrDefault(value) ?? [];
        var listed = counts
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(size)
            .Select(c => new FacetValue(c.Key, _shared.Label(_shared.Find(c.Key), _counted), c.Value, Selected: false))
            .ToList();
        return new FacetResult(
            _counted.Name,
            listed,
            counts.Values.Sum() - listed.Sum(v => v.Count),
            _missing.GetValueOrDefault(value)
        );
    }

    private void Add(string value, ValueColumn other, int set, long count)
    {
        if (set == 0)
            CollectionsMarshal.GetValueRefOrAddDefault(_missing, value, out _) += count;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _);
        counts ??= [];
        for (var m = other.Offsets[set]; m < other.Offsets[set + 1]; m++)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, other.Values[other.Members[m]], out _) += count;
    }
}
