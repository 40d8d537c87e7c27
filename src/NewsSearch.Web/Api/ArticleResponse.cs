using NewsSearch.Articles;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>An article with the field names of the contract; what is unknown is absent.</summary>
public sealed record ArticleResponse(
    string Id,
    SourceResponse Source,
    IReadOnlyList<CarrierResponse> Via,
    string? Headline,
    string? Subheadline,
    string? Body,
    string? Byline,
    IReadOnlyList<string> Authors,
    string? Dateline,
    string? Section,
    string? Genre,
    string? Language,
    string? LanguageEvidence,
    IReadOnlyList<TopicResponse> Topics,
    IReadOnlyList<string> Keywords,
    IReadOnlyList<string> Places,
    IReadOnlyList<ImageResponse> Images,
    PublishedResponse? Published,
    string? Modified,
    string Retrieved,
    string? Indexed,
    string? Url,
    bool? IsAccessibleForFree,
    string Completeness,
    string? EmbargoedUntil,
    string PubStatus,
    int Version,
    IReadOnlyList<string>? Identifiers,
    IReadOnlyDictionary<string, string>? Evidence
)
{
    /// <param name="indexed">When it became searchable; null when it is not yet.</param>
    public static ArticleResponse Of(Article article, DateTimeOffset? indexed) =>
        new(
            article.Id,
            SourceResponse.Of(article.Source),
            [
                .. article.Via.Select(v => new CarrierResponse(
                    v.Name,
                    v.Url,
                    v.Seen is { } seen ? DateText.Machine(seen) : null
                )),
            ],
            article.Headline,
            article.Subheadline,
            article.Body,
            article.Byline,
            article.Authors,
            article.Dateline,
            article.Section,
            article.Genre,
            article.Language,
            article.Language is null ? null
                : article.IsLanguageDetected ? "detected"
                : "stated",
            TopicResponse.Of(article.Topics),
            article.Keywords,
            article.Places,
            [.. article.Images.Select(i => new ImageResponse(i.Url, i.Caption, i.Credit))],
            PublishedResponse.Of(article.Published),
            article.Modified is { } modified ? DateText.Machine(modified) : null,
            DateText.Machine(article.Retrieved),
            indexed is { } time ? DateText.Machine(time) : null,
            article.Url,
            article.IsAccessibleForFree,
            article.Completeness.ToString().ToLowerInvariant(),
            article.EmbargoedUntil is { } release ? DateNotation.Of(release) : null,
            Publishability.Name(article.Status),
            article.Version,
            article.Identifiers.Count == 0 ? null : article.Identifiers,
            article.Evidence
        );
}

/// <summary>A publisher.</summary>
public sealed record SourceResponse(string Id, string Name)
{
    public static SourceResponse Of(ArticleSource source) => new(source.Id, source.Name);
}

/// <summary>A channel that carried the article.</summary>
public sealed record CarrierResponse(string Name, string? Url, string? Seen);

public sealed record TopicResponse(string Code, string? Name, string? Scheme)
{
    public static IReadOnlyList<TopicResponse> Of(IReadOnlyList<Topic> topics) =>
        [.. topics.Select(t => new TopicResponse(t.Code, t.Name, t.Scheme))];
}

public sealed record ImageResponse(string? Url, string? Caption, string? Credit);

/// <summary>The publication date.</summary>
/// <param name="Value">At its own precision: <c>2024</c>, <c>2024-02</c>, <c>2024-02-03</c> or an instant in UTC.</param>
/// <param name="Precision">year, month, day or second.</param>
/// <param name="Evidence">Where it was read.</param>
/// <param name="Rejected">The raw string of an implausible date.</param>
/// <param name="Others">What other evidence says otherwise.</param>
/// <param name="Local">
/// The instant with the offset from UTC that was written with it, which tells the publisher's own day; absent where
/// that was UTC or none.
/// </param>
public sealed record PublishedResponse(
    string? Value,
    string? Precision,
    string? Evidence,
    string? Rejected,
    IReadOnlyList<PublishedResponse>? Others = null,
    string? Local = null
)
{
    public static PublishedResponse? Of(PublishedDate? date) =>
        date is null
            ? null
            : new(
                DateText.Machine(date),
                date.Value is null ? null : date.Precision.ToString().ToLowerInvariant(),
                date.Evidence,
                date.Rejected,
                date.Others is { Count: > 0 } others
                    ? [.. others.Select(o => Of(new PublishedDate(o.Value, o.Precision, o.Evidence, o.Rejected))!)]
                    : null,
                date.Value is { Offset.Ticks: not 0 } written ? DateNotation.AsWritten(written) : null
            );
}
