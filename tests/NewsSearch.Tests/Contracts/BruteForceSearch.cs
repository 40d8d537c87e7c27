using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>The oracle: a plain scan over all articles that shares no code with an index.</summary>
internal sealed class BruteForceSearch(IReadOnlyCollection<ArchivedArticle> articles)
{
    private readonly Dictionary<long, BruteForceText> _texts = articles.ToDictionary(
        a => a.Sequence,
        a => new BruteForceText(a.Article)
    );

    public BruteForceText Text(ArchivedArticle stored) => _texts[stored.Sequence];

    public List<ArchivedArticle> Hits(SearchRequest request) =>
        [.. articles.Where(a => Text(a).Matches(request.Query.Root) && Passes(request, a, except: null))];

    /// <summary>Hits without the filter of one dimension, or without the date filter when it is null.</summary>
    public List<ArchivedArticle> HitsWithout(SearchRequest request, string dimension) =>
        [.. articles.Where(a => Text(a).Matches(request.Query.Root) && Passes(request, a, dimension))];

    public static Dictionary<string, long> Count(IEnumerable<ArchivedArticle> hits, string dimension) =>
        hits.SelectMany(h => Values(h.Article, dimension, withAncestors: true))
            .GroupBy(v => v)
            .ToDictionary(g => g.Key, g => g.LongCount());

    public static HashSet<string> Values(Article article, string dimension, bool withAncestors)
    {
        IEnumerable<string> values = dimension switch
        {
            "source" => [article.Source.Id],
            "topic" => article.Topics.Select(t => t.Code),
            "author" => article.Authors,
            "lang" => article.Language is null ? [] : [article.Language],
            _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
        };
        var set = values.ToHashSet();
        if (withAncestors && dimension == "topic")
            foreach (var path in set.ToList())
            {
                var parts = path.Split('/');
                for (var n = 1; n < parts.Length; n++)
                    set.Add(string.Join('/', parts.Take(n)));
            }
        return set;
    }

    /// <summary>Wall clock range of a date: first and last second; equal for an instant.</summary>
    public static (DateTime First, DateTime Last)? Wall(PublishedDate? date, TimeZoneInfo zone)
    {
        if (date?.Value is not { } value)
            return null;
        var day = value.UtcDateTime;
        return date.Precision switch
        {
            DatePrecision.Year => (day, new DateTime(day.Year, 12, 31, 23, 59, 59, DateTimeKind.Utc)),
            DatePrecision.Month => (day, day.AddDays(DateTime.DaysInMonth(day.Year, day.Month)).AddSeconds(-1)),
            DatePrecision.Day => (day, day.AddHours(24).AddSeconds(-1)),
            _ => (TimeZoneInfo.ConvertTime(value, zone).DateTime, TimeZoneInfo.ConvertTime(value, zone).DateTime),
        };
    }

    private static bool Passes(SearchRequest request, ArchivedArticle stored, string? except)
    {
        foreach (var filter in request.Filters.Where(f => f.Dimension.Name != except))
        {
            var closure = Values(stored.Article, filter.Dimension.Name, withAncestors: true);
            var declared = Values(stored.Article, filter.Dimension.Name, withAncestors: false);
            if (filter.None.Any(closure.Contains))
                return false;
            var isOpen = filter.Any.Count + filter.Exact.Count == 0;
            if (!isOpen && !filter.Any.Any(closure.Contains) && !filter.Exact.Any(declared.Contains))
                return false;
        }
        if (request.Date is null || except == "date")
            return true;
        var wall = Wall(stored.Article.Published, request.Date.Zone);
        if (request.Date.Interval is not { } interval)
            return wall is null;
        if (wall is not var (first, last))
            return false;
        var (from, to) = (interval.Start ?? DateTime.MinValue, interval.End ?? DateTime.MaxValue);
        return request.Date.Overlap ? last >= from && first < to : first >= from && last < to;
    }
}
