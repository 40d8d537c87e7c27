namespace NewsSearch.Articles;

/// <summary>A field of an article as the API and the schema name it.</summary>
/// <param name="Name">Name in JSON.</param>
/// <param name="Meaning">A sentence.</param>
/// <param name="Since">Version of the article model that brought it.</param>
/// <param name="QueryFields">Names that may stand before a colon in a query to search its words.</param>
/// <param name="Dimension">The parameter and facet that filters and counts it; null where there is none.</param>
/// <param name="DateField">The value of <c>dateField</c> that filters and counts it.</param>
/// <param name="Sorts">Values of <c>sort</c> that order by it.</param>
public sealed record ArticleField(string Name, string Meaning, int Since = 1)
{
    public IReadOnlyList<string> QueryFields { get; init; } = [];
    public string? Dimension { get; init; }
    public string? DateField { get; init; }
    public IReadOnlyList<string> Sorts { get; init; } = [];
}

/// <summary>Every field of an article, described once: the schema and its tests are made from this list.</summary>
public static class ArticleFields
{
    /// <summary>Version of the article model. What an older version wrote stays readable.</summary>
    public const int Version = 2;

    public static readonly IReadOnlyList<ArticleField> All =
    [
        new("id", "Opaque and stable: the same after re-ingest and after every rebuild."),
        new("source", "The publisher that wrote it, never the channel that carried it.")
        {
            Dimension = "source",
            Sorts = ["source"],
        },
        new("via", "The channels that carried it, in the order in which they were first seen.") { Dimension = "via" },
        new("headline", "The headline.") { QueryFields = ["headline", "lead"] },
        new("subheadline", "What stands below the headline."),
        new("body", "Plain text; paragraphs are separated by a blank line.") { QueryFields = ["body", "lead"] },
        new("byline", "The credit line as it was printed.") { QueryFields = ["byline"] },
        new("authors", "Names read from the credit line or stated.") { Dimension = "author" },
        new("dateline", "Place from which the story was filed.") { QueryFields = ["dateline"] },
        new("section", "The publisher's own section.") { QueryFields = ["section"], Dimension = "section" },
        new("genre", "Such as analysis or obituary, where it is stated.") { Dimension = "genre" },
        new("language", "BCP 47 tag.") { Dimension = "lang" },
        new("languageEvidence", "Whether the article states its language or it was told from the text."),
        new("topics", "Subjects: IPTC Media Topics (medtop:…) or another vocabulary, as codes.")
        {
            Dimension = "topic",
        },
        new("keywords", "Free words that the publisher gave it."),
        new("places", "Places that the story is about.") { Dimension = "place" },
        new("images", "Pictures; caption and credit are searchable and no part of the body.")
        {
            QueryFields = ["caption"],
        },
        new("published", "When it was published, with precision and evidence.")
        {
            DateField = "published",
            Sorts = ["newest", "oldest"],
        },
        new("modified", "When the publisher changed it last.") { DateField = "modified" },
        new("retrieved", "When the bytes reached the archive.") { DateField = "retrieved" },
        new("indexed", "When the stored version was recorded and searchable.") { DateField = "indexed" },
        new("url", "The canonical address at the publisher."),
        new("isAccessibleForFree", "Whether the publisher shows it without payment."),
        new("completeness", "How much of the text is archived: full, excerpt or headline."),
        new(
            "embargoedUntil",
            "The moment before which nobody but the admin may read it; stays when it is over.",
            Since: 2
        ),
        new("pubStatus", "What the publisher says: usable, withheld or canceled.", Since: 2),
        new("version", "Number of the stored version, from 1."),
        new("identifiers", "What publishers and agencies call the article: guid, URN."),
        new("evidence", "Where values of a page were read: json-ld, meta, microdata, markup or text."),
    ];
}
