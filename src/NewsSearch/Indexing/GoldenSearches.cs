using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>
/// Searches whose answers must survive a rebuild: those that somebody keeps, and others made from sampled articles. The
/// live generation says what is expected, at the same archive sequence; where there is none, the articles do from which
/// searches were made.
/// </summary>
internal sealed class GoldenSearches(IArchive archive)
{
    /// <summary>Most searches that are compared.</summary>
    public const int Most = 200;

    private const int MostKept = 100;
    private const int MostLines = 20;

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
        foreach (var search in Over(sample))
        {
            try
            {
                var expected = live.Search(search.Request, cancellation);
                var found = built.Search(search.Request, cancellation);
                if (Difference(expected, found) is { } difference && lines.Count < MostLines)
                    lines.Add($"search {search.Name}: {difference}");
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
        foreach (var (name, _, _, request, article) in Over(sample))
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

    /// <summary>The searches, those that are kept first.</summary>
    public IEnumerable<GoldenSearch> Over(IReadOnlyList<ArchivedArticle> sample) =>
        archive
            .KeptSearches(MostKept)
            .Select(k => GoldenSearch.Read(k.Canonical, k.Parameters, k.Kept))
            .Concat(sample.Select(GoldenSearch.Of))
            .OfType<GoldenSearch>()
            .Take(Most);

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
}
