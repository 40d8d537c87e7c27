using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A combination that must match within one sentence or paragraph.</summary>
internal sealed record UnitPlace(TextUnit Unit, UnitExpression Expression) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var (_, found) = Expression.Find(text, new UnitStarts(text.Starts(Unit)));
        found.Sort((a, b) => a.First.CompareTo(b.First));
        return found;
    }
}

/// <summary>Where the sentences or paragraphs of a text begin.</summary>
internal sealed record UnitStarts(IReadOnlyList<int> Starts)
{
    /// <summary>Number of the unit at a position.</summary>
    public int At(int position)
    {
        int low = 0,
            high = Starts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Starts[middle] <= position)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>AND, OR and NOT over units of a text instead of whole articles.</summary>
internal abstract record UnitExpression
{
    /// <summary>The units that match, and the occurrences in them that made them match.</summary>
    public abstract (HashSet<int> Units, List<Occurrence> Found) Find(IPlaces text, UnitStarts starts);
}

internal sealed record UnitLeaf(Place Place) : UnitExpression
{
    public override (HashSet<int> Units, List<Occurrence> Found) Find(IPlaces text, UnitStarts starts)
    {
        var found = Place.Find(text);
        found.RemoveAll(o => starts.At(o.First) != starts.At(o.Last));
        return ([.. found.Select(o => starts.At(o.First))], found);
    }
}

internal sealed record UnitAll(UnitExpression[] Needed, UnitExpression[] Refused) : UnitExpression
{
    public override (HashSet<int> Units, List<Occurrence> Found) Find(IPlaces text, UnitStarts starts)
    {
        var (units, found) = Needed[0].Find(text, starts);
        foreach (var other in Needed.Skip(1))
        {
            var (otherUnits, otherFound) = other.Find(text, starts);
            units.IntersectWith(otherUnits);
            found.AddRange(otherFound);
        }
        foreach (var refused in Refused)
            units.ExceptWith(refused.Find(text, starts).Units);
        found.RemoveAll(o => !units.Contains(starts.At(o.First)));
        return (units, found);
    }
}

internal sealed record UnitAny(UnitExpression[] Choices) : UnitExpression
{
    public override (HashSet<int> Units, List<Occurrence> Found) Find(IPlaces text, UnitStarts starts)
    {
        var units = new HashSet<int>();
        var found = new List<Occurrence>();
        foreach (var choice in Choices)
        {
            var (otherUnits, otherFound) = choice.Find(text, starts);
            units.UnionWith(otherUnits);
            found.AddRange(otherFound);
        }
        return (units, found);
    }
}
