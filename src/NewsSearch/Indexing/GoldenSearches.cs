using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>
/// Searches whose answers must survive a rebuild: those that somebody keeps, and others made from sampled articles. The
/// live generation says what is expected, at the same archive sequence; where there is none, the articles do from which
/// searches were made. Hits are compared newest first: scores depend
/// on deleted articles that a segment still holds, so their order may rightly differ.
/// </summary>
internal sealed class GoldenSearches(IArchive archive)
{
    /// <summary>Most searches that are compared.</summary>
    public const int Most = 200;

    private const int MostKept = 100;
    private const int MostLines = 20;
    private const int FacetSize = 50;

    /// <summary>A search with more hits says nothing of one article.</summary>
    private const int MostLooked = 1_000;

    /// <summary>What the two answer differently, a line each.</summary>
    public IReadOnlyList<string> Differences(
        IIndexSnapshot live,
        IIndexSnapshot built,
        IReadOnlyList<ArchivedArticle> sample,
        CancellationToken cancellation
    )
    {
        var lines = new List<string>();
        foreach (var (name, request) in Kept().Concat(Made(sample).Select(m => (m.Name, m.Request))).Take(Most))
        {
            try
            {
                var expected = live.Search(request, cancellation);
                var found = built.Search(request, cancellation);
                if (Difference(expected, found) is { } difference && lines.Count < MostLines)
                    lines.Add($"search {name}: {difference}");
            }
            catch (TooManyClausesException)
            {
                // It has no answer in the live generation either.
            }
        }
        return lines;
    }

    /// <summary>Sampled articles that a search for their own words does not find, and searches that fail; a line each.</summary>
    public IReadOnlyList<string> Missing(
        IIndexSnapshot built,
        IReadOnlyList<ArchivedArticle> sample,
        CancellationToken cancellation
    )
    {
        var lines = new List<string>();
        var searches = Kept()
            .Select(k => (Name: k.Item1, Request: k.Item2, Article: (ArchivedArticle?)null))
            .Concat(Made(sample).Select(m => (Name: m.Name, m.Request, Article: (ArchivedArticle?)m.Article)));
        foreach (var (name, request, article) in searches.Take(Most))
        {
            try
            {
                var found = built.Search(request with { Limit = MostLooked }, cancellation);
                var isMissing =
                    article is not null
                    && found.Total <= MostLooked
                    && found.Hits.All(h => h.Sequence != article.Sequence);
                if (isMissing && lines.Count < MostLines)
                    lines.Add($"search {name}: article {article!.Article.Id}, which it was made from, is not found");
            }
            catch (TooManyClausesException)
            {
                // It has no answer in a sound index either.
            }
        }
        return lines;
    }

    private IEnumerable<(string, SearchRequest)> Kept()
    {
        foreach (var kept in archive.KeptSearches(MostKept))
        {
            SearchRequest request;
            try
            {
                request = SearchParameters.Parse(Parameters(kept.Parameters), kept.Kept);
            }
            catch (Exception e) when (e is ParameterException or QuerySyntaxException or CursorMismatchException)
            {
                continue; // Kept by a version that read queries differently; there is nothing to compare.
            }
            yield return (kept.Canonical, Plain(request));
        }
    }

    private static IEnumerable<(string Name, SearchRequest Request, ArchivedArticle Article)> Made(
        IReadOnlyList<ArchivedArticle> sample
    )
    {
        for (var n = 0; n < sample.Count; n++)
        {
            var article = sample[n].Article;
            var words = (article.Headline ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // Next to each other, and of letters only: how a word with other characters is cut is not asked here.
            var text = string.Join(' ', words.SkipWhile(w => !IsPlain(w)).TakeWhile(IsPlain).Take(n % 3 + 1));
            if (text.Length == 0)
                continue;
            // In turn: one word, a phrase, all of several words within a source.
            var query = n % 3 == 1 ? $"\"{text}\"" : text;
            SearchRequest request;
            try
            {
                request = SearchParameters.Parse([new("q", [query])], default);
            }
            catch (QuerySyntaxException)
            {
                continue; // An operator of the query language as a word of a headline.
            }
            if (n % 3 == 2)
                request = request with { Filters = [new ValueFilter(Dimension.Source, [article.Source.Id], [], [])] };
            yield return (query, Plain(request), sample[n]);
        }
    }

    private static SearchRequest Plain(SearchRequest request) =>
        request with
        {
            Sort = SortOrder.Newest,
            Limit = 10,
            Sample = null,
            After = null,
            Highlight = false,
            Facets = [new FacetRequest(Dimension.Source, FacetSize), new FacetRequest(Dimension.Topic, FacetSize)],
            Histogram = null,
        };

    private static string? Difference(IndexAnswer expected, IndexAnswer found)
    {
        if (expected.Total != found.Total)
            return $"{expected.Total} expected, {found.Total} found";
        for (var n = 0; n < expected.Hits.Count; n++)
            if (expected.Hits[n].Sequence != found.Hits[n].Sequence)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"hit {n + 1} is change {found.Hits[n].Sequence} instead of {expected.Hits[n].Sequence}"
                );
        foreach (var (wanted, counted) in expected.Facets.Zip(found.Facets))
        {
            var counts = counted.Values.ToDictionary(v => v.Value, v => v.Count);
            // Values of equal counts beyond the last that is listed may differ.
            if (wanted.Values.FirstOrDefault(v => counts.GetValueOrDefault(v.Value, v.Count) != v.Count) is { } wrong)
                return $"{wanted.Name} {wrong.Value}: {wrong.Count} expected, {counts[wrong.Value]} found";
        }
        return null;
    }

    private static bool IsPlain(string word) => word.All(char.IsLetterOrDigit);

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Parameters(string query) =>
        query
            .TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => new KeyValuePair<string, IReadOnlyList<string>>(
                Uri.UnescapeDataString(p[0].Replace('+', ' ')),
                [Uri.UnescapeDataString((p.Length > 1 ? p[1] : "").Replace('+', ' '))]
            ));
}
