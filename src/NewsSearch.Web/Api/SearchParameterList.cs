using NewsSearch.Search;

namespace NewsSearch.Web.Api;

/// <summary>The search parameters as the API document describes them; what they mean is decided by the parser.</summary>
public static class SearchParameterList
{
    private static readonly string[] DateFields = ["published", "modified", "retrieved", "indexed"];

    public static IReadOnlyList<KnownParameter> All { get; } =
    [
        new(
            "q",
            "The query: words, \"phrases\", AND OR NOT, parentheses, prefix*, field:word (headline, body, caption, byline, dateline, section)."
        ),
        .. Dimension.All.SelectMany(Filters),
        new("topic.exact", "Topics without what is narrower; repeated = any of them.", IsRepeatable: true),
        new("date", "ISO 8601 interval such as 2024-01/2024-03, P7D/, /2019, 2024-02-03, or unknown. Both ends count."),
        new("dateField", "The date that date= and the histogram speak of.", DateFields),
        new("datePrecision", "overlap also matches dates of which only a part may lie in the interval."),
        new("tz", "IANA time zone of date= and of the histogram, such as Asia/Riyadh."),
        new("facet", "What to count: dimensions and date, separated by commas.", IsRepeatable: true),
        .. Dimension.All.SelectMany(Sizes),
        new(
            "interval",
            "Width of the buckets of the histogram.",
            [.. Enum.GetNames<HistogramInterval>().Select(n => n.ToLowerInvariant())]
        ),
        new("sort", "Order of the hits.", [.. Enum.GetNames<SortOrder>().Select(n => n.ToLowerInvariant())]),
        new("limit", "Hits on a page, 0 to 1,000.", IsNumber: true),
        new("cursor", "Continues a search: follow links.next."),
        new("highlight", "false leaves out snippets and marks.", ["true", "false"]),
    ];

    private static IEnumerable<KnownParameter> Filters(Dimension dimension) =>
        [
            new(
                dimension.Name,
                $"{dimension.Label}; repeated = any of them{(dimension.IsTree ? ", with what is narrower" : "")}.",
                IsRepeatable: true
            ),
            new($"{dimension.Name}.not", $"{dimension.Label} to leave out; may be repeated.", IsRepeatable: true),
        ];

    private static IEnumerable<KnownParameter> Sizes(Dimension dimension) =>
        [
            new($"facet.{dimension.Name}.size", $"How many values of {dimension.Label} to list.", IsNumber: true),
            new($"facet.{dimension.Name}.prefix", $"Only values of {dimension.Label} that begin like this."),
            new($"facet.{dimension.Name}.min", $"Only values of {dimension.Label} with that many.", IsNumber: true),
        ];
}
