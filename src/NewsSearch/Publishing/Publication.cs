using NewsSearch.Articles;

namespace NewsSearch.Publishing;

/// <summary>
/// An article on its way out: what the formats share is decided here, once. A value that is unknown stays absent.
/// </summary>
/// <param name="Article">What is archived.</param>
/// <param name="Address">The full address of its page in this archive.</param>
public sealed record Publication(Article Article, string Address)
{
    /// <summary>What references call the archive.</summary>
    public const string Archive = "NewsSearch";

    /// <summary>The address at the publisher, when it is one of the web.</summary>
    public string? Url => CanonicalUrl.OfWeb(Article.Url);

    /// <summary>What its publisher calls it; its address where it has no name, and at last its id in this archive.</summary>
    public string Identifier =>
        Article.Identifiers.Count > 0 ? Article.Identifiers[0] : Url ?? "urn:newssearch:article:" + Article.Id;

    /// <summary>A language that was told from the text is no statement of the publisher, and is not handed on as one.</summary>
    public string? StatedLanguage => Article.IsLanguageDetected ? null : Article.Language;

    public string? Published => DateNotation.Of(Article.Published);

    public string? Modified => Article.Modified is { } modified ? DateNotation.Of(modified) : null;

    /// <summary>Whether it is handed to somebody who may see what is not public yet.</summary>
    public bool IsHeld { get; init; }

    public string? EmbargoedUntil => Article.EmbargoedUntil is { } release ? DateNotation.Of(release) : null;

    /// <summary>The publisher's status in the IPTC's vocabulary.</summary>
    public string Status => Publishability.Name(Article.Status);

    public bool IsExcerpt => Article.Completeness == Completeness.Excerpt;

    public IReadOnlyList<string> Paragraphs =>
        (Article.Body ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Year, month and day of publication on the publisher's own calendar, as many as are known; empty when none is.
    /// </summary>
    public IReadOnlyList<int> PublishedParts =>
        Article.Published is { Value: { } value, Precision: var precision } ? Parts(value.DateTime, precision) : [];

    /// <summary>The day on which the bytes reached the archive.</summary>
    public IReadOnlyList<int> AccessedParts => Parts(Article.Retrieved.UtcDateTime, DatePrecision.Day);

    private static IReadOnlyList<int> Parts(DateTime day, DatePrecision precision) =>
        precision switch
        {
            DatePrecision.Year => [day.Year],
            DatePrecision.Month => [day.Year, day.Month],
            _ => [day.Year, day.Month, day.Day],
        };
}
