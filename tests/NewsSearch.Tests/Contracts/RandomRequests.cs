using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>Random requests: query, filters and facets of every dimension, date, zone, interval, order and page size.</summary>
internal sealed class RandomRequests(RandomNews news)
{
    private static readonly TimeZoneInfo[] Zones =
    [
        .. new[]
        {
            "Etc/UTC",
            "Asia/Riyadh",
            "America/New_York",
            "Europe/Berlin",
            "Asia/Kathmandu",
            "America/St_Johns",
            "America/Havana",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
        }.Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["source"] = [.. RandomNews.Sources.Select(Articles.SourceId.Slug)],
        ["topic"] = RandomNews.Topics,
        ["lang"] = RandomNews.Languages,
        ["author"] = RandomNews.Authors,
        ["section"] = RandomNews.Sections,
        ["genre"] = RandomNews.Genres,
        ["place"] = RandomNews.Places,
        ["via"] = RandomNews.Channels,
    };

    private Random Random => news.Random;

    public SearchRequest Next()
    {
        var zone = Pick(Zones);
        var field = Pick([DateField.Published, DateField.Published, .. Enum.GetValues<DateField>()]);
        return new SearchRequest
        {
            Query = ArticleIndexContract.Parsed(new RandomQueries(news).Next(depth: 2)),
            Filters = [.. Dimension.All.Where(d => Random.Next(5) == 0).Select(Filter)],
            Date = Date(field, zone),
            Facets = [.. Dimension.All.Where(_ => Random.Next(2) == 0).Select(Facet)],
            Histogram = new HistogramRequest(
                field,
                Random.Next(7) == 0 ? null : (HistogramInterval)Random.Next(6),
                zone
            ),
            Sort = Pick(Enum.GetValues<SortOrder>()),
            Limit = Random.Next(1, 40),
        };
    }

    private ValueFilter Filter(Dimension dimension)
    {
        var values = news.Some(Values[dimension.Name], 2)
            .Append(news.Pick(Values[dimension.Name]))
            .Distinct()
            .ToArray();
        return Random.Next(4) switch
        {
            0 => new ValueFilter(dimension, [], [], values),
            1 when dimension.IsTree => new ValueFilter(dimension, [], values, []),
            2 => new ValueFilter(dimension, values, [], [news.Pick(Values[dimension.Name])]),
            _ => new ValueFilter(dimension, values, [], []),
        };
    }

    private FacetRequest Facet(Dimension dimension)
    {
        string? prefix = Random.Next(5) == 0 ? Pick(["p", "E", "the", "x"]) : null;
        var size = Random.Next(3) == 0 ? 1_000 : Random.Next(0, 4);
        return new FacetRequest(dimension, size, prefix, Random.Next(4) == 0 ? Random.Next(1, 30) : 1);
    }

    private DateFilter? Date(DateField field, TimeZoneInfo zone)
    {
        // Days at which clocks change are drawn often.
        var start =
            Random.Next(3) == 0
                ? Pick([Day(3, 12), Day(11, 5), Day(3, 26), Day(10, 29), Day(4, 2)])
                : Day(Random.Next(1, 13), Random.Next(1, 28));
        return Random.Next(5) switch
        {
            0 => new DateFilter(field, null, zone, Overlap: false),
            1 or 2 => new DateFilter(
                field,
                Random.Next(4) switch
                {
                    0 => new DateInterval(start, null),
                    1 => new DateInterval(null, start),
                    _ => new DateInterval(start, start.AddDays(Random.Next(1, 300))),
                },
                zone,
                Overlap: Random.Next(2) == 0
            ),
            _ => null,
        };
    }

    private static DateTime Day(int month, int day) => new(2023, month, day, 0, 0, 0, DateTimeKind.Unspecified);

    private T Pick<T>(IReadOnlyList<T> values) => values[Random.Next(values.Count)];
}
