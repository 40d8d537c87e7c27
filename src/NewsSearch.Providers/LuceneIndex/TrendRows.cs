using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The values of a dimension that get a line each, those with most hits first.</summary>
internal sealed class TrendRows
{
    private readonly Snapshot _snapshot;
    private readonly Dimension _dimension;
    private readonly SharedValues _shared;
    private readonly int[] _rowOf;
    private readonly string[] _names;

    /// <param name="hits">What each query matched.</param>
    /// <param name="archived">Everything in the period.</param>
    public TrendRows(Snapshot snapshot, TrendRequest request, IReadOnlyList<ValueCounts> hits, ValueCounts archived)
    {
        _snapshot = snapshot;
        _dimension = request.Facet!;
        _shared = snapshot.Values(_dimension);
        _names =
        [
            .. Wanted(request, archived)
                .Select(name => (Name: name, Number: _shared.Find(name)))
                .OrderByDescending(v => hits.Sum(h => h[v.Number]))
                .ThenByDescending(v => archived[v.Number])
                .ThenBy(v => v.Name, StringComparer.Ordinal)
                .Take(request.Size ?? int.MaxValue)
                .Select(v => v.Name),
        ];
        _rowOf = new int[_shared.Names.Count];
        Array.Fill(_rowOf, -1);
        for (var row = 0; row < Count; row++)
            if (Number(row) is >= 0 and var number)
                _rowOf[number] = row;
    }

    public int Count => _names.Length;

    public string Name(int row) => _names[row];

    public string Label(int row) =>
        Number(row) is >= 0 and var number
            ? _shared.Label(number, _dimension)
            : SharedValues.Leaf(_names[row], _dimension);

    /// <summary>The hits that have a line; a hit with several values counts in each.</summary>
    public long Listed(ValueCounts hits) => Enumerable.Range(0, Count).Sum(row => hits[Number(row)]);

    /// <summary>The set of each document of a segment, and its lines: <c>Rows[Offsets[set] .. Offsets[set + 1]]</c>.</summary>
    public (int[] Sets, int[] Offsets, int[] Rows) Of(int segment)
    {
        var column = _snapshot.Segments[segment].Values(_dimension);
        var shared = _shared.FromLocal[segment];
        var offsets = new int[column.SetCount + 1];
        var rows = new List<int>(column.Members.Length);
        for (var set = 0; set < column.SetCount; set++)
        {
            for (var m = column.Offsets[set]; m < column.Offsets[set + 1]; m++)
                if (_rowOf[shared[column.Members[m]]] is >= 0 and var row)
                    rows.Add(row);
            offsets[set + 1] = rows.Count;
        }
        return (column.Sets, offsets, [.. rows]);
    }

    // Who filters by values wants to compare just these.
    private IEnumerable<string> Wanted(TrendRequest request, ValueCounts archived)
    {
        var own = request.Filters.FirstOrDefault(f => f.Dimension == _dimension);
        var chosen = own is null ? [] : own.Any.Concat(own.Exact).Distinct().ToList();
        return chosen.Count > 0 ? chosen : _shared.Names.Where((name, v) => archived[v] > 0 && !IsRefused(name));

        bool IsRefused(string name) =>
            own is not null && (_dimension.IsTree ? Dimension.WithAncestors(name) : [name]).Any(own.None.Contains);
    }

    private int Number(int row) => _shared.Find(_names[row]);
}
