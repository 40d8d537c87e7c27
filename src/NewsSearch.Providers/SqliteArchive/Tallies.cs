using System.Runtime.InteropServices;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Counts of one transaction, written with it, so that totals need no scan of a million rows.</summary>
internal sealed class Tallies
{
    private readonly Dictionary<IngestOutcome, long> _outcomes = [];
    private readonly Dictionary<string, SourceTally> _sources = [];
    private readonly Dictionary<(string Source, int Kind, string Value), SourceTally> _namings = [];

    /// <summary>Another transaction begins.</summary>
    public void Clear()
    {
        _outcomes.Clear();
        _sources.Clear();
        _namings.Clear();
    }

    public void Count(IngestOutcome outcome, int items) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_outcomes, outcome, out _) += items;

    /// <summary>An item was stored under this name and at this address, which are part of what is known of the source.</summary>
    public void Name(string source, Article read, bool isNew)
    {
        Name(source, 0, read.Source.Name, read, isNew);
        if (SourceId.Domain(read.Url) is { } domain)
            Name(source, 1, domain, read, isNew);
    }

    /// <summary>An article was stored, or withdrawn; <paramref name="previous"/> is what it was before.</summary>
    public void Store(Article? previous, Article article)
    {
        if (previous is not null && !Publishability.Withdraws(previous))
            Of(previous.Source).Articles--;
        if (Publishability.Withdraws(article))
            return;
        var tally = Of(article.Source);
        tally.Articles++;
        if (article.Published?.Value?.ToUnixTimeMilliseconds() is not { } published)
            return;
        tally.First = Math.Min(tally.First, published);
        tally.Last = Math.Max(tally.Last, published);
    }

    public void Write(WriteStatements sql)
    {
        foreach (var (outcome, items) in _outcomes)
            sql.CountOutcome.With((long)outcome, items).ExecuteNonQuery();
        foreach (var (id, t) in _sources)
        {
            var isDated = t.First <= t.Last;
            sql.CountSource.With(id, t.Name, t.Articles, isDated ? t.First : null, isDated ? t.Last : null)
                .ExecuteNonQuery();
        }
        foreach (var ((source, kind, value), t) in _namings)
            sql.CountNaming.With(source, (long)kind, value, t.First, t.Last, t.Articles, (long)SourceStore.MostNamings)
                .ExecuteNonQuery();
    }

    private void Name(string source, int kind, string value, Article read, bool isNew)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_namings, (source, kind, value), out _);
        tally ??= new SourceTally { Name = value };
        tally.Articles += isNew ? 1 : 0;
        var time = (read.Published?.Value ?? read.Retrieved).ToUnixTimeMilliseconds();
        tally.First = Math.Min(tally.First, time);
        tally.Last = Math.Max(tally.Last, time);
    }

    private SourceTally Of(ArticleSource source)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_sources, source.Id, out _);
        return tally ??= new SourceTally { Name = source.Name };
    }

    private sealed class SourceTally
    {
        public required string Name { get; init; }
        public long Articles { get; set; }
        public long First { get; set; } = long.MaxValue;
        public long Last { get; set; } = long.MinValue;
    }
}
