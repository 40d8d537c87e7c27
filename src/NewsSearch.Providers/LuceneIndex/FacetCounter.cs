using System.Buffers;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Counts one dimension: by set of values, by value of a segment, then by value over the snapshot.</summary>
internal sealed class FacetCounter(Snapshot snapshot, FacetRequest request, ValueFilter? own)
{
    private const int SetsForOne = 16;

    private readonly SharedValues _shared = snapshot.Values(request.Dimension);
    private readonly long[] _counts = new long[snapshot.Values(request.Dimension).Names.Count];
    private ValueColumn? _column;
    private ushort[] _packed = [];
    private int[] _bySet = [];
    private int[] _byValue = [];
    private int _segment;
    private int _direct;
    private long _missing;

    public Dimension Dimension => request.Dimension;

    /// <summary>Begins a segment; the previous one is added up.</summary>
    public void Open(int segment)
    {
        Close();
        _segment = segment;
        _column = snapshot.Segments[segment].Values(request.Dimension);
        _packed = _column.Packed;
        _byValue = Cleared(_packed.Length > 0 ? _column.Values.Length + 1 : 0);
        // A few documents are counted value by value: there may be a hundred thousand sets to add up otherwise.
        _direct = _column.SetCount / SetsForOne;
    }

    /// <summary>Counts all documents of the open segment, seen or not.</summary>
    public void CountAll()
    {
        var (totals, shared) = (_column!.Totals, _shared.FromLocal[_segment]);
        for (var value = 0; value < totals.Length; value++)
            _counts[shared[value]] += totals[value];
        _missing += _column.Missing;
    }

    /// <summary>Counts documents of the open segment.</summary>
    /// <param name="sign">1, or -1 to take them out again.</param>
    public void Count(ReadOnlySpan<int> docs, int sign)
    {
        var sets = _column!.Sets;
        if (docs.Length <= _direct)
        {
            _direct -= docs.Length;
            foreach (var doc in docs)
                Add(sets[doc], sign);
            return;
        }
        if (_bySet.Length == 0)
        {
            _direct = 0;
            _bySet = Cleared(_column.SetCount);
        }
        var counts = _bySet;
        foreach (var doc in docs)
            counts[sets[doc]] += sign;
    }

    /// <summary>Adds up the open segment.</summary>
    public void Close()
    {
        if (_column is null)
            return;
        if (_bySet.Length > 0)
        {
            for (var set = 0; set < _column.SetCount; set++)
                if (_bySet[set] is not 0 and var count)
                    Add(set, count);
            ArrayPool<int>.Shared.Return(_bySet);
            _bySet = [];
        }
        if (_byValue.Length > 0)
        {
            var shared = _shared.FromLocal[_segment];
            for (var value = 0; value < shared.Length; value++)
                _counts[shared[value]] += _byValue[value + 1];
            ArrayPool<int>.Shared.Return(_byValue);
            _byValue = [];
        }
        _column = null;
    }

    private void Add(int set, int count)
    {
        if (set == 0)
        {
            _missing += count;
            return;
        }
        var at = set * ValueColumn.PackedMembers;
        if (_packed.Length == 0 || _packed[at] == ValueColumn.Unpacked)
        {
            AddMembers(set, count);
            return;
        }
        var byValue = _byValue;
        foreach (var value in _packed.AsSpan(at, ValueColumn.PackedMembers))
        {
            if (value == 0)
                break;
            byValue[value] += count;
        }
    }

    private void AddMembers(int set, int count)
    {
        var (column, shared) = (_column!, _shared.FromLocal[_segment]);
        for (var i = column.Offsets[set]; i < column.Offsets[set + 1]; i++)
            _counts[shared[column.Members[i]]] += count;
    }

    private static int[] Cleared(int size)
    {
        if (size == 0)
            return [];
        var numbers = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(numbers, 0, size);
        return numbers;
    }

    public FacetResult Result()
    {
        var selected = own is null ? [] : own.Any.Concat(own.Exact).ToHashSet();
        var listed = new List<FacetValue>();
        long other = 0;
        var order = Enumerable.Range(0, _counts.Length).Where(v => _counts[v] > 0).ToArray();
        Array.Sort(order, Compare);
        foreach (var number in order)
        {
            var value = _shared.Names[number];
            var isSelected = selected.Remove(value);
            var label = _shared.Label(number, Dimension);
            var fits = listed.Count < request.Size && _counts[number] >= request.Min && request.Lists(value, label);
            if (fits || isSelected)
                listed.Add(new FacetValue(value, label, _counts[number], isSelected));
            else
                other += _counts[number];
        }
        // A selected value stays visible, so that it can be taken back.
        listed.AddRange(selected.Select(v => new FacetValue(v, LabelOf(v), 0, Selected: true)));
        return new FacetResult(Dimension.Name, listed, other, _missing);
    }

    private string LabelOf(string value) =>
        _shared.Find(value) is >= 0 and var number
            ? _shared.Label(number, Dimension)
            : SharedValues.Leaf(value, Dimension);

    private int Compare(int a, int b)
    {
        var byCount = _counts[b].CompareTo(_counts[a]);
        return byCount != 0 ? byCount : string.CompareOrdinal(_shared.Names[a], _shared.Names[b]);
    }
}
