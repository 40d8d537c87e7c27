using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace NewsSearch.Tools.Bench;

/// <summary>The peer "plain Lucene.Net": the query log against an index of <see cref="PlainIndex"/>.</summary>
internal sealed class PlainSearch(TimeProvider clock)
{
    private const int Top = 10;

    public void Run(
        DirectoryInfo folder,
        string corpus,
        IReadOnlyList<LoggedQuery> queries,
        TextWriter screen,
        CancellationToken cancellation
    )
    {
        using var results = new BenchResults(PlainIndex.Peer, corpus, screen);
        using var directory = new MMapDirectory(folder);
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        var newest = new Sort(new SortField("date_dv", SortFieldType.INT32, reverse: true));
        var measure = new QueryMeasure(results, queries, clock);
        measure.Run("top10", q => searcher.Search(Build(q), Top).TotalHits, cancellation);
        measure.Run(
            "top10+facets",
            q => Count(searcher, q, TopScoreDocCollector.Create(Top, docsScoredInOrder: true)),
            cancellation
        );
        measure.Run(
            "datesort+facets",
            q => Count(searcher, q, TopFieldCollector.Create(newest, Top, true, false, false, true)),
            cancellation
        );
        results.Add("search", "rss_MB", ProcessFigures.ResidentMegabytes);
        results.Add("search", "peak_rss_MB", ProcessFigures.PeakResidentMegabytes);
    }

    private static long Count<T>(IndexSearcher searcher, LoggedQuery query, TopDocsCollector<T> top)
        where T : ScoreDoc
    {
        var counts = new PlainFacetCounts(top);
        searcher.Search(Build(query), counts);
        counts.Finish();
        top.GetTopDocs();
        return counts.Hits;
    }

    private static Query Build(LoggedQuery query)
    {
        var main = Text(query);
        if (query.Source is null && query.From is null && query.To is null)
            return main;
        var filtered = new BooleanQuery { { main, Occur.MUST } };
        if (query.Source is not null)
            filtered.Add(Unscored(new TermQuery(new Term("source", query.Source))), Occur.MUST);
        if (query.From is not null || query.To is not null)
            filtered.Add(
                Unscored(NumericRangeQuery.NewInt32Range("date", Day(query.From), Day(query.To), true, true)),
                Occur.MUST
            );
        return filtered;
    }

    // Lucene 4 has no clause that only filters.
    private static ConstantScoreQuery Unscored(Query query) => new(query) { Boost = 0 };

    private static int? Day(DateOnly? day) => day is { } d ? PlainIndex.DayNumber(d) : null;

    private static Query Text(LoggedQuery query)
    {
        var terms = query.Terms.Select(t => new Term("text", t)).ToArray();
        switch (query.Operator)
        {
            case "all":
                return new MatchAllDocsQuery();
            case "term":
                return new TermQuery(terms[0]);
            case "prefix":
                return new PrefixQuery(terms[0]);
            case "phrase":
                var phrase = new PhraseQuery();
                foreach (var term in terms)
                    phrase.Add(term);
                return phrase;
            default:
                var clauses = new BooleanQuery();
                foreach (var term in terms)
                    clauses.Add(new TermQuery(term), query.Operator == "and" ? Occur.MUST : Occur.SHOULD);
                return clauses;
        }
    }
}
