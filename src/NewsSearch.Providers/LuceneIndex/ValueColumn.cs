using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The values of one dimension in one segment, in memory: each document has the number of its distinct set of values
/// (0: none), so that a hit is counted by one increment and a filter is one table look-up, however many values a
/// document has.
/// </summary>
internal sealed class ValueColumn
{
    private int[]? _totals;
    private int _missing = -1;
    private ushort[]? _packed;

    /// <summary>Number of the set of each document.</summary>
    public required int[] Sets { get; init; }

    /// <summary>Values of a set, ancestors in a tree included: <c>Members[Offsets[s] .. Offsets[s + 1]]</c>.</summary>
    public required int[] Offsets { get; init; }

    public required int[] Members { get; init; }

    /// <summary>Behind the declared values in each set's members come the ancestors; this many are declared.</summary>
    public required int[] Declared { get; init; }

    /// <summary>The values, by local number.</summary>
    public required string[] Values { get; init; }

    /// <summary>Labels that differ from the value.</summary>
    public required string?[] Labels { get; init; }

    public int SetCount => Offsets.Length - 1;

    /// <summary>Documents that have each value or one below it.</summary>
    // A race counts the same twice.
    public int[] Totals => _totals ??= CountTotals();

    /// <summary>Documents without a value.</summary>
    public int Missing => _missing >= 0 ? _missing : _missing = Sets.AsSpan().Count(0);

    /// <summary>Numbers that <see cref="Packed"/> has for a set.</summary>
    public const int PackedMembers = 8;

    /// <summary>Begins a set of more members than fit: they have to be looked up.</summary>
    public const ushort Unpacked = ushort.MaxValue;

    /// <summary>
    /// The values of each set, each greater by 1 than its number, with 0 behind the last: what is counted most is one
    /// look into memory. Empty where there are too many values.
    /// </summary>
    // A race packs the same twice.
    public ushort[] Packed => _packed ??= Pack();

    private ushort[] Pack()
    {
        if (Values.Length >= Unpacked)
            return [];
        var packed = new ushort[SetCount * PackedMembers];
        for (var set = 0; set < SetCount; set++)
        {
            var members = Members.AsSpan(Offsets[set]..Offsets[set + 1]);
            if (members.Length > PackedMembers)
                packed[set * PackedMembers] = Unpacked;
            else
                for (var m = 0; m < members.Length; m++)
                    packed[set * PackedMembers + m] = (ushort)(members[m] + 1);
        }
        return packed;
    }

    private int[] CountTotals()
    {
        var bySet = new int[SetCount];
        foreach (var set in Sets)
            bySet[set]++;
        var totals = new int[Values.Length];
        for (var set = 0; set < bySet.Length; set++)
        for (var i = Offsets[set]; i < Offsets[set + 1]; i++)
            totals[Members[i]] += bySet[set];
        return totals;
    }

    /// <summary>For each set, whether it passes the filter.</summary>
    public bool[] Passing(ValueFilter filter)
    {
        var wanted = new HashSet<string>(filter.Any);
        var exact = new HashSet<string>(filter.Exact);
        var refused = new HashSet<string>(filter.None);
        var open = wanted.Count == 0 && exact.Count == 0;
        var passing = new bool[SetCount];
        for (var set = 0; set < passing.Length; set++)
        {
            var pass = open;
            for (var i = Offsets[set]; i < Offsets[set + 1]; i++)
            {
                var value = Values[Members[i]];
                if (refused.Contains(value))
                {
                    pass = false;
                    break;
                }
                pass |= wanted.Contains(value) || (i - Offsets[set] < Declared[set] && exact.Contains(value));
            }
            passing[set] = pass;
        }
        return passing;
    }

    /// <summary>Reads the column of a segment.</summary>
    public static ValueColumn Load(AtomicReader reader, Dimension dimension)
    {
        var builder = new Builder(dimension.IsTree);
        var values = reader.GetSortedSetDocValues(IndexSchema.Column(dimension));
        var sets = new int[reader.MaxDoc];
        if (values is not null)
        {
            var locals = builder.AddTerms(values);
            var ordinals = new List<int>();
            for (var doc = 0; doc < sets.Length; doc++)
            {
                ordinals.Clear();
                values.SetDocument(doc);
                for (long o; (o = values.NextOrd()) != SortedSetDocValues.NO_MORE_ORDS; )
                    ordinals.Add(locals[(int)o]);
                if (ordinals.Count > 0)
                    sets[doc] = builder.Set(ordinals);
            }
        }
        return builder.Build(sets);
    }

    private sealed class Builder(bool isTree)
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<string> _values = [];
        private readonly List<string?> _labels = [];
        private readonly Dictionary<int, int> _singles = [];
        private readonly Dictionary<(int, int), int> _pairs = [];
        private readonly Dictionary<string, int> _larger = [];
        private readonly List<int> _offsets = [0, 0];
        private readonly List<int> _members = [];
        private readonly List<int> _declared = [0];

        public int[] AddTerms(SortedSetDocValues terms)
        {
            var locals = new int[(int)terms.ValueCount];
            var bytes = new BytesRef();
            for (var o = 0; o < locals.Length; o++)
            {
                terms.LookupOrd(o, bytes);
                var term = bytes.Utf8ToString();
                var cut = term.IndexOf(IndexSchema.LabelSeparator);
                locals[o] = cut < 0 ? Number(term, null) : Number(term[..cut], term[(cut + 1)..]);
            }
            return locals;
        }

        private int Number(string value, string? label)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
            if (!known)
            {
                number = _values.Count;
                _values.Add(value);
                _labels.Add(label);
            }
            else if (label is not null)
            {
                _labels[number] = label;
            }
            return number;
        }

        public int Set(List<int> values)
        {
            if (values.Count == 1)
            {
                ref var single = ref CollectionsMarshal.GetValueRefOrAddDefault(_singles, values[0], out _);
                return single != 0 ? single : single = Add(values);
            }
            if (values.Count == 2)
            {
                var key = (values[0], values[1]);
                ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, key, out _);
                return pair != 0 ? pair : pair = Add(values);
            }
            var name = string.Join(',', values);
            ref var larger = ref CollectionsMarshal.GetValueRefOrAddDefault(_larger, name, out _);
            return larger != 0 ? larger : larger = Add(values);
        }

        private int Add(List<int> values)
        {
            var start = _members.Count;
            foreach (var value in values)
                if (_members.IndexOf(value, start) < 0)
                    _members.Add(value);
            _declared.Add(_members.Count - start);
            if (isTree)
            {
                var declared = _members.Count;
                for (var i = start; i < declared; i++)
                    foreach (var ancestor in Dimension.WithAncestors(_values[_members[i]]).Skip(1))
                    {
                        var number = Number(ancestor, null);
                        if (_members.IndexOf(number, start) < 0)
                            _members.Add(number);
                    }
            }
            _offsets.Add(_members.Count);
            return _offsets.Count - 2;
        }

        public ValueColumn Build(int[] sets) =>
            new()
            {
                Sets = sets,
                Offsets = [.. _offsets],
                Members = [.. _members],
                Declared = [.. _declared],
                Values = [.. _values],
                Labels = [.. _labels],
            };
    }
}
