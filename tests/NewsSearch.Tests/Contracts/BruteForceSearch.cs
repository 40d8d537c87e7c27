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

    private QueryNode? _asked;
    private List<ArchivedArticle> _matching = [];

    public BruteForceText Text(ArchivedArticle stored) => _texts[stored.Sequence];

    public List<ArchivedArticle> Hits(SearchRequest request) =>
        [.. Matching(request.Query.Root).Where(a => Passes(request, a, except: null))];

    /// <summary>Hits without the filter of one dimension, or without the date filter when it is null.</summary>
    public List<ArchivedArticle> HitsWithout(SearchRequest request, string dimension) =>
        [.. Matching(request.Query.Root).Where(a => Passes(request, a, dimension))];

    // The same query is asked without each of the filters in turn.
    private List<ArchivedArticle> Matching(QueryNode query)
    {
        if (!ReferenceEquals(query, _asked))
            (_asked, _matching) = (query, [.. articles.Where(a => Text(a).Matches(query))]);
        return _matching;
    }

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
            "lang" => One(article.Language),
            "section" => One(article.Section),
            "genre" => One(article.Genre),
            "place" => article.Places,
            "via" => article.Via.Select(c => c.Name),
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

    private static string[] One(string? value) => value is null ? [] : [value];

    /// <summary>The hits in the order asked for; for relevance null, since scores are the engine's.</summary>
    public static IEnumerable<long>? Order(IEnumerable<ArchivedArticle> hits, SortOrder sort) =>
        (
            sort switch
            {
                SortOrder.Newest => hits.OrderByDescending(Start).ThenByDescending(h => h.Sequence),
                SortOrder.Oldest => hits.OrderBy(h => Start(h) ?? DateTimeOffset.MaxValue).ThenBy(h => h.Sequence),
                SortOrder.Source => hits.OrderBy(h => h.Article.Source.Id, StringComparer.Ordinal)
                    .ThenByDescending(h => h.Sequence),
                _ => null,
            }
        )?.Select(h => h.Sequence);

    private static DateTimeOffset? Start(ArchivedArticle stored) => stored.Article.Published?.Value;

    /// <summary>One of the four dates; three of them are always instants.</summary>
    public static PublishedDate? Date(ArchivedArticle stored, DateField field) =>
        field switch
        {
            DateField.Published => stored.Article.Published,
            DateField.Modified => new PublishedDate(stored.Article.Modified, DatePrecision.Second),
            DateField.Retrieved => new PublishedDate(stored.Article.Retrieved, DatePrecision.Second),
            _ => new PublishedDate(stored.Recorded, DatePrecision.Second),
        };

    /// <summary>
    /// Counts by first moment of the bucket on the wall clock; null stands for dates that no bucket holds whole.
    /// </summary>
    public static (Dictionary<DateTime, long> Buckets, long Undated, long Imprecise) Histogram(
        IEnumerable<ArchivedArticle> hits,
        HistogramRequest request,
        HistogramInterval interval
    )
    {
        var buckets = new Dictionary<DateTime, long>();
        long undated = 0,
            imprecise = 0;
        foreach (var hit in hits)
        {
            if (Wall(Date(hit, request.Field), request.Zone) is not var (first, last))
                undated++;
            else if (Bucket(first, interval) != Bucket(last, interval))
                imprecise++;
            else
                buckets[Bucket(first, interval)] = buckets.GetValueOrDefault(Bucket(first, interval)) + 1;
        }
        return (buckets, undated, imprecise);
    }

    private static DateTime Bucket(DateTime wall, HistogramInterval interval) =>
        interval switch
        {
            HistogramInterval.Hour => new DateTime(wall.Year, wall.Month, wall.Day, wall.Hour, 0, 0, wall.Kind),
            HistogramInterval.Day => wall.Date,
            HistogramInterval.Week => wall.Date.AddDays(-(((int)wall.DayOfWeek + 6) % 7)),
            HistogramInterval.Month => new DateTime(wall.Year, wall.Month, 1, 0, 0, 0, wall.Kind),
            HistogramInterval.Quarter => new DateTime(wall.Year, (wall.Month + 2) / 3 * 3 - 2, 1, 0, 0, 0, wall.Kind),
            _ => new DateTime(wall.Year, 1, 1, 0, 0, 0, wall.Kind),
        };

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
        var wall = Wall(Date(stored, request.Date.Field), request.Date.Zone);
        if (request.Date.Interval is not { } interval)
            return wall is null;
        if (wall is not var (first, last))
            return false;
        var (from, to) = (interval.Start ?? DateTime.MinValue, interval.End ?? DateTime.MaxValue);
        return request.Date.Overlap ? last >= from && first < to : first >= from && last < to;
    }
}
