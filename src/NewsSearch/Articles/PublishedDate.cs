namespace NewsSearch.Articles;

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision
{
    Year,
    Month,
    Day,
    Second,
}

/// <summary>
/// The publication date with its precision and the evidence from which it was read.
/// </summary>
/// <remarks>
/// A date coarser than a second is a calendar date of the publisher, not an instant: <see cref="Value"/> is then the
/// first moment of the year, month or day with offset zero, and no time zone of a request shifts it. A date with
/// precision second is an instant (UTC).
/// </remarks>
/// <param name="Value">Start of the date; null when the date was rejected as implausible or is unknown.</param>
/// <param name="Precision">How much of <paramref name="Value"/> is known.</param>
/// <param name="Evidence">
/// Where it was read: json-ld, meta, microdata, nitf, newsml, newsml-g2, ninjs, csv, sgml, jsonl, feed, sitemap, url, text.
/// </param>
/// <param name="Rejected">The raw string of an implausible date (more than 24 h after retrieval, or impossible).</param>
public sealed record PublishedDate(
    DateTimeOffset? Value,
    DatePrecision Precision,
    string? Evidence = null,
    string? Rejected = null
)
{
    /// <summary>The last second that the date may mean, on the same clock as <see cref="Value"/>.</summary>
    public DateTimeOffset? LastSecond =>
        Value is not { } start
            ? null
            : Precision switch
            {
                DatePrecision.Year => start.AddYears(1).AddSeconds(-1),
                DatePrecision.Month => start.AddMonths(1).AddSeconds(-1),
                DatePrecision.Day => start.AddDays(1).AddSeconds(-1),
                _ => start,
            };
}
