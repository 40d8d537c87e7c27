using System.Globalization;
using NewsSearch.Search;

namespace NewsSearch.Tools.Bench;

/// <summary>A query of the log, in terms that every engine can express.</summary>
/// <param name="Class">Group in the results, such as <c>rare1</c> or <c>phrase</c>.</param>
/// <param name="Operator">all, term, and, or, phrase or prefix.</param>
internal sealed record LoggedQuery(
    string Class,
    string Operator,
    IReadOnlyList<string> Terms,
    string? Source,
    DateOnly? From,
    DateOnly? To
)
{
    /// <summary>Reads a log: id, class, operator, terms, source, from and to, tab-separated.</summary>
    /// <exception cref="InvalidDataException">A row has other columns.</exception>
    public static IReadOnlyList<LoggedQuery> Load(string path) => [.. File.ReadLines(path).Select(Parse)];

    /// <summary>The request to our own engine: top 10 with counts by source, topic and month when asked for.</summary>
    public SearchRequest ToRequest(SortOrder sort, bool facets) =>
        new()
        {
            Query = new ParsedQuery(Tree(), "", "", []),
            Filters = Source is null ? [] : [new ValueFilter(Dimension.Source, [Source], [], [])],
            Date = Interval() is { } interval
                ? new DateFilter(DateField.Published, interval, TimeZoneInfo.Utc, Overlap: false)
                : null,
            Facets = facets ? [new(Dimension.Source, Size: 300), new(Dimension.Topic, Size: 200)] : [],
            Histogram = facets
                ? new HistogramRequest(DateField.Published, HistogramInterval.Month, TimeZoneInfo.Utc)
                : null,
            Sort = sort,
            Limit = 10,
            Highlight = false,
        };

    private static LoggedQuery Parse(string row)
    {
        var columns = row.Split('\t');
        if (columns.Length != 7)
            throw new InvalidDataException($"A query has 7 columns, this row has {columns.Length}: {row}");
        return new LoggedQuery(
            columns[1],
            columns[2],
            columns[3].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            columns[4].Length == 0 ? null : columns[4],
            Day(columns[5]),
            Day(columns[6])
        );
    }

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The log's last day is inclusive, the interval ends behind it.
    private DateInterval? Interval() =>
        From is null && To is null
            ? null
            : new DateInterval(From?.ToDateTime(TimeOnly.MinValue), To?.AddDays(1).ToDateTime(TimeOnly.MinValue));

    private QueryNode Tree() =>
        Operator switch
        {
            "all" => new MatchAllNode(),
            "term" => new WordNode(Terms[0], QueryField.Text),
            "prefix" => new PrefixNode(Terms[0], QueryField.Text),
            "phrase" => new PhraseNode(string.Join(' ', Terms), QueryField.Text),
            "and" => new AndNode([.. Terms.Select(t => new WordNode(t, QueryField.Text))]),
            "or" => new OrNode([.. Terms.Select(t => new WordNode(t, QueryField.Text))]),
            _ => throw new InvalidDataException($"The log has an unknown operator '{Operator}'."),
        };
}
