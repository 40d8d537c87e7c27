using System.Text.Json.Serialization;

namespace NewsSearch.Articles;

/// <summary>
/// One news article as the archive keeps it. The fields follow IPTC ninjs and schema.org <c>NewsArticle</c>; a value
/// that is unknown is absent (null or empty), never invented.
/// </summary>
public sealed record Article
{
    /// <summary>Opaque and stable: the same article has the same id after re-ingest and after every rebuild.</summary>
    public required string Id { get; init; }

    /// <summary>The publisher that wrote it, never the channel that carried it.</summary>
    public required ArticleSource Source { get; init; }

    /// <summary>
    /// What its publisher calls it: a guid, a URN, a number of its own. Compared within the source; together with the
    /// address it tells whether two items are one article.
    /// </summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The channels that carried it, in the order in which they were first seen.</summary>
    public IReadOnlyList<Carrier> Via { get; init; } = [];

    public string? Headline { get; init; }
    public string? Subheadline { get; init; }

    /// <summary>Plain text; paragraphs are separated by one blank line ("\n\n").</summary>
    public string? Body { get; init; }

    /// <summary>The raw credit line, such as "By Elie Youssef in Washington".</summary>
    public string? Byline { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Place from which the story was filed, without the date that agencies append.</summary>
    public string? Dateline { get; init; }

    /// <summary>The publisher's own section name.</summary>
    public string? Section { get; init; }

    public string? Genre { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>True when the article does not state its language and it was told from the text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLanguageDetected { get; init; }

    public IReadOnlyList<Topic> Topics { get; init; } = [];
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Places that the story is about (not the dateline).</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    public IReadOnlyList<ArticleImage> Images { get; init; } = [];
    public PublishedDate? Published { get; init; }
    public DateTimeOffset? Modified { get; init; }

    /// <summary>When the bytes reached the archive, or when the channel says it fetched them.</summary>
    public required DateTimeOffset Retrieved { get; init; }

    /// <summary>The canonical address at the publisher.</summary>
    public string? Url { get; init; }

    public bool? IsAccessibleForFree { get; init; }
    public required Completeness Completeness { get; init; }

    /// <summary>The moment before which nobody may read it; stays where it is over. Null without an embargo.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>What its publisher says of its publication.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PublicationStatus Status { get; init; }

    /// <summary>Where values of a page were read (<c>json-ld</c>, <c>meta</c>, <c>markup</c>, <c>text</c>), by name of the field.</summary>
    public IReadOnlyDictionary<string, string>? Evidence { get; init; }

    /// <summary>Number of the stored version, from 1.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>A publisher: a stable id (lower-case slug) and the name to show.</summary>
public sealed record ArticleSource(string Id, string Name);

/// <summary>A channel (aggregator, feed, upload) through which an article arrived.</summary>
public sealed record Carrier(string Name, string? Url, DateTimeOffset? Seen);

/// <summary>
/// A subject. <paramref name="Code"/> is the value that filters and facets use: <c>medtop:…</c> for an IPTC Media
/// Topic, else the plain name, with <c>a/b/c</c> for a path in a tree.
/// </summary>
/// <param name="Code">The value; compared exactly.</param>
/// <param name="Name">The label to show, where it differs from the code.</param>
/// <param name="Scheme">The vocabulary, such as <c>medtop</c> or <c>reuters</c>; null for a plain name.</param>
public sealed record Topic(string Code, string? Name = null, string? Scheme = null);

/// <summary>A picture that belongs to the article; its caption is searchable, never part of the body.</summary>
public sealed record ArticleImage(string? Url, string? Caption, string? Credit);

/// <summary>How much of the text the archive holds.</summary>
public enum Completeness
{
    Full,
    Excerpt,
    Headline,
}
