namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A word of a query in a field of a snapshot.</summary>
/// <param name="Field">Index field.</param>
internal sealed record QueryWord(string Field, WordTest Test, CancellationToken Cancellation)
{
    /// <summary>The terms that it stands for in a segment.</summary>
    public WordList In(Segment segment) => segment.Words(Field, Test, Cancellation);

    /// <summary>Its documents and, if wanted, positions in a segment, deleted documents included.</summary>
    public IWordPostings Open(Segment segment, bool withPlaces) =>
        segment.Columns.Hot.Find(segment, this, withPlaces)?.Open()
        ?? (IWordPostings)new MergedPostings(segment, Field, In(segment), withPlaces);

    /// <summary>The same with positions, for what looks at a few documents only: nothing is kept for its sake.</summary>
    public IWordPostings Glance(Segment segment) =>
        segment.Columns.Hot.Kept(this)?.Open()
        ?? (IWordPostings)new MergedPostings(segment, Field, In(segment), withPlaces: true);

    /// <summary>Terms that it stands for at the most in any segment.</summary>
    public int MostTerms(Snapshot snapshot) =>
        snapshot.Segments.Select(s => In(s)).Select(l => l.Terms.Count).DefaultIfEmpty(0).Max();

    /// <summary>Whether the postings alone do not tell which places count.</summary>
    public bool NeedsMarks(Snapshot snapshot) => snapshot.Segments.Any(s => In(s).Capitalized is not null);

    public bool IsUnknown(Snapshot snapshot) => snapshot.Segments.All(s => In(s).Terms.Count == 0);

    /// <summary>Documents of all terms together, for the score.</summary>
    public long Documents(Snapshot snapshot)
    {
        long documents = 0;
        foreach (var segment in snapshot.Segments)
        {
            var list = In(segment);
            list.LookUp(segment.Reader.GetTerms(Field));
            documents += list.Documents;
        }
        return Math.Min(documents, snapshot.Reader.MaxDoc);
    }
}
