namespace NewsSearch.Search;

/// <summary>One parameter of a search: its name, a sentence, and what may be written.</summary>
/// <param name="IsRepeatable">May be given several times (OR).</param>
public sealed record SearchParameter(
    string Name,
    string Meaning,
    IReadOnlyList<string> Allowed,
    bool IsRepeatable = false
);

/// <summary>
/// All parameters of a search. The parser, the OpenAPI document and the suggestions for mistyped names are made from
/// this list, so that they agree.
/// </summary>
public static class SearchParameterCatalog
{
    private static readonly string[] Facets = [.. Dimension.All.Select(d => d.Name), "date"];

    /// <summary>The members of an item of the answer.</summary>
    public static readonly IReadOnlyList<string> ItemFields =
    [
        "id",
        "source",
        "headline",
        "published",
        "topics",
        "url",
        "language",
        "version",
        "isLatest",
        "score",
        "snippet",
        "highlights",
    ];

    public static readonly IReadOnlyList<SearchParameter> All =
    [
        new("q", "The query: words, \"phrases\", AND, OR, NOT, field:word, prefix*, NEAR/5 and more.", []),
        new(
            "match",
            "Which words a word stands for: of the same stem, exactly as written, or with case and accents folded.",
            ["analyzed", "exact", "folded"]
        ),
        .. Dimension.All.SelectMany(Filters),
        new("date", "ISO 8601 date or interval, both ends inclusive at their own precision; or unknown.", []),
        new("dateField", "Which date is filtered and counted.", ["published", "modified", "retrieved", "indexed"]),
        new(
            "datePrecision",
            "Whether a date known less exactly must lie in the interval or may overlap it.",
            ["contained", "overlap"]
        ),
        new("tz", "IANA time zone of dates and buckets; UTC by default.", []),
        new("facet", "Dimensions to count, repeated or separated by commas.", Facets, IsRepeatable: true),
        .. Dimension.All.SelectMany(FacetOptions),
        new("interval", "Width of the histogram's buckets.", ["hour", "day", "week", "month", "quarter", "year"]),
        new(
            "versions",
            "Which stored versions are searched: the latest of each article, or any. An article is found and counted once, as the newest version that matches.",
            ["latest", "any"]
        ),
        new("sort", "Order of the hits.", ["relevance", "newest", "oldest", "source"]),
        new("limit", "Hits on a page, 0 to 1000.", []),
        new("cursor", "Continues behind a page: take it from links.next.", []),
        new("sample", "Draws so many articles by hash instead of a page, 1 to 1000.", []),
        new("seed", "Another number draws another sample.", []),
        new(
            "stratify",
            "Draws from each value of a dimension in proportion.",
            [.. Dimension.All.Where(d => !d.IsMultiValued).Select(d => d.Name)]
        ),
        new(
            "fields",
            "Members of the items that come back, repeated or separated by commas; all by default. A feed keeps what its format asks for.",
            ItemFields,
            IsRepeatable: true
        ),
        new("highlight", "Whether to mark what satisfied the query.", ["true", "false"]),
    ];

    private static readonly Dictionary<string, SearchParameter> ByName = All.ToDictionary(p => p.Name);

    public static SearchParameter? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<SearchParameter> Filters(Dimension dimension)
    {
        var narrower = dimension.IsTree ? ", narrower ones included" : "";
        yield return new(dimension.Name, $"{dimension.Label}: any of these values{narrower}.", [], IsRepeatable: true);
        if (dimension.IsTree)
            yield return new(
                $"{dimension.Name}.exact",
                $"{dimension.Label}: any of these, without narrower ones.",
                [],
                true
            );
        yield return new($"{dimension.Name}.not", $"{dimension.Label}: none of these values{narrower}.", [], true);
    }

    private static IEnumerable<SearchParameter> FacetOptions(Dimension dimension)
    {
        yield return new(
            $"facet.{dimension.Name}.size",
            $"How many values of {dimension.Name} to list, 0 to 10000.",
            []
        );
        yield return new(
            $"facet.{dimension.Name}.prefix",
            $"Only values of {dimension.Name} that begin like this, or a word of whose name does.",
            []
        );
        yield return new(
            $"facet.{dimension.Name}.min",
            $"Only values of {dimension.Name} with at least this count.",
            []
        );
    }
}
