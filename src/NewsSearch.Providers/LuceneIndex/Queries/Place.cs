using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The places of the words of a query in one text.</summary>
internal interface IPlaces
{
    /// <summary>Positions of a word of the query, ascending.</summary>
    List<int> Of(int word);

    /// <summary>Positions where a unit begins, ascending.</summary>
    IReadOnlyList<int> Starts(TextUnit unit);

    /// <summary>What NEAR may put together in this text.</summary>
    PairBudget Pairs { get; }
}

/// <summary>
/// A part of a query that has occurrences in a text. The same evaluation serves the scorer, which takes the positions
/// from the postings, and the highlighter, which takes them from the text.
/// </summary>
internal abstract record Place
{
    /// <summary>All occurrences, by position.</summary>
    public abstract List<Occurrence> Find(IPlaces text);

    /// <summary>Number of the runs of words at which it occurs (<see cref="Occurrence.Runs"/>).</summary>
    public virtual int CountRuns(IPlaces text)
    {
        var found = Find(text);
        return found.Count <= 1 && found.TrueForAll(o => o.Parts is null) ? found.Count : Occurrence.Runs(found).Count;
    }
}

/// <summary>One word, by its number in the query.</summary>
internal sealed record WordPlace(int Word) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var positions = text.Of(Word);
        var found = new List<Occurrence>(positions.Count);
        foreach (var position in positions)
            found.Add(new Occurrence(position, position));
        return found;
    }

    public override int CountRuns(IPlaces text) => text.Of(Word).Count;
}

/// <summary>Words that follow each other.</summary>
internal sealed record PhrasePlace(int[] Words) : Place
{
    private const int OnStack = 32;

    public override List<Occurrence> Find(IPlaces text)
    {
        var found = new List<Occurrence>();
        Walk(text, found);
        return found;
    }

    // Each occurrence begins elsewhere, so each is a run of its own.
    public override int CountRuns(IPlaces text) => Walk(text, found: null);

    // Asked for each article that has the words, and for most in vain: nothing is allocated.
    private int Walk(IPlaces text, List<Occurrence>? found)
    {
        foreach (var word in Words)
            if (text.Of(word).Count == 0)
                return 0;
        var count = 0;
        Span<int> at = Words.Length <= OnStack ? stackalloc int[OnStack] : new int[Words.Length];
        at.Clear();
        foreach (var start in text.Of(Words[0]))
        {
            var fits = true;
            for (var w = 1; fits && w < Words.Length; w++)
            {
                var positions = text.Of(Words[w]);
                var next = at[w];
                while (next < positions.Count && positions[next] < start + w)
                    next++;
                at[w] = next;
                fits = next < positions.Count && positions[next] == start + w;
            }
            if (!fits)
                continue;
            count++;
            found?.Add(new Occurrence(start, start + Words.Length - 1));
        }
        return count;
    }
}

/// <summary>Any of several.</summary>
internal sealed record ChoicePlace(Place[] Choices) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var found = Choices.SelectMany(c => c.Find(text)).ToList();
        found.Sort((a, b) => a.First.CompareTo(b.First));
        return found;
    }
}

/// <summary>Two that are at most so many words apart and do not share a word.</summary>
internal sealed record NearPlace(Place Left, Place Right, int Distance, bool IsOrdered) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var found = new List<Occurrence>();
        var left = Left.Find(text);
        if (left.Count == 0)
            return found;
        var right = Right.Find(text);
        var from = 0;
        var longest = right.Count == 0 ? 0 : right.Max(r => r.Last - r.First);
        foreach (var a in left)
        {
            while (from < right.Count && right[from].First + longest < a.First - Distance)
                from++;
            var before = found.Count;
            for (var r = from; r < right.Count && right[r].First <= a.Last + Distance; r++)
            {
                var b = right[r];
                if (a.DistanceTo(b) <= Distance && (!IsOrdered || b.First > a.Last) && !a.Shares(b))
                    found.Add(new Occurrence(Math.Min(a.First, b.First), Math.Max(a.Last, b.Last), [a, b]));
            }
            text.Pairs.Spend(1 + found.Count - before);
        }
        found.Sort((x, y) => x.First.CompareTo(y.First));
        return found;
    }
}

/// <summary>What lies in a part of the text: headline, body, or headline and first paragraph.</summary>
internal sealed record ZonePlace(Place Inner, QueryField Zone) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var found = Inner.Find(text);
        if (found.Count == 0)
            return found;
        var (from, to) = Zone switch
        {
            QueryField.Headline => (0, IndexSchema.BodyPosition),
            QueryField.Body => (IndexSchema.BodyPosition, int.MaxValue),
            _ => (0, SecondParagraph(text.Starts(TextUnit.Paragraph))),
        };
        found.RemoveAll(o => o.First < from || o.Last >= to);
        return found;
    }

    private static int SecondParagraph(IReadOnlyList<int> starts)
    {
        var first = true;
        foreach (var start in starts)
        {
            if (start < IndexSchema.BodyPosition)
                continue;
            if (!first)
                return start;
            first = false;
        }
        return int.MaxValue;
    }
}

/// <summary>At least so many occurrences.</summary>
internal sealed record RepeatedPlace(Place Inner, int Count) : Place
{
    public override List<Occurrence> Find(IPlaces text)
    {
        var found = Inner.Find(text);
        return Occurrence.Runs(found).Count >= Count ? found : [];
    }
}
