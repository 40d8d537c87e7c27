using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>
/// Decides, without any I/O, whether an item that shares a key with a stored article is that article. Keys lie: feeds
/// give all items the same link, sections have one address, guids are used again.
/// </summary>
public static class ArticleIdentity
{
    private const double AlikeHeadlines = 0.5;
    private const double AlikeTexts = 0.5;
    private const int TellingWords = 3;

    /// <summary>Dates of one article in two channels differ by zones and by the time until it is carried.</summary>
    private static readonly TimeSpan SameDay = TimeSpan.FromHours(48);

    /// <summary>Whether both are one article.</summary>
    /// <param name="kind">The key that they share.</param>
    /// <param name="storedBody">Gives the stored text; asked for only where nothing else decides.</param>
    public static bool IsSame(Article stored, Article incoming, ArticleKeyKind kind, Func<string?> storedBody) =>
        kind switch
        {
            ArticleKeyKind.Identifier => !(Differ(stored.Url, incoming.Url) && !HaveLikeHeadlines(stored, incoming)),
            ArticleKeyKind.GlobalIdentifier => HaveLikeHeadlines(stored, incoming)
                || !Differ(stored.Url, incoming.Url) && stored.Url is not null,
            ArticleKeyKind.Address => IsSameAddress(stored, incoming),
            ArticleKeyKind.Headline => IsSameHeadline(stored, incoming, storedBody),
            _ => true,
        };

    /// <summary>
    /// An address that reads like a section or home page: no segment with a digit, a file ending, or several words.
    /// </summary>
    public static bool LooksShared(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return false;
        if (uri.Query.Length > 1)
            return false;
        return uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).All(IsSectionName);
    }

    private static bool IsSectionName(string segment) =>
        segment.Length > 1
        && segment.Length <= 24
        && !segment.Any(char.IsAsciiDigit)
        && segment.Count(c => c is '-' or '_' or '.' or '%') <= 1
        && !segment.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameAddress(Article stored, Article incoming)
    {
        var alike = HaveLikeHeadlines(stored, incoming);
        var isShared = incoming.Url is { } url && LooksShared(url);
        if (HaveOtherIdentifiers(stored, incoming))
            return alike && !(isShared && AreApart(stored.Published, incoming.Published));
        return alike || !isShared;
    }

    private static bool IsSameHeadline(Article stored, Article incoming, Func<string?> storedBody)
    {
        // Each with its own identifier, or with its own page at one publisher: two articles with one headline.
        if (HaveOtherIdentifiers(stored, incoming) || HaveOtherPages(stored.Url, incoming.Url))
            return false;
        var isTelling = WordOverlap.Count(incoming.Headline) >= TellingWords;
        if (stored.Completeness == Completeness.Headline || incoming.Body is null)
            return isTelling;
        return WordOverlap.Of(storedBody(), incoming.Body) >= AlikeTexts;
    }

    private static bool HaveLikeHeadlines(Article a, Article b) =>
        WordOverlap.Of(a.Headline, b.Headline) >= AlikeHeadlines;

    // A number of a database and a URN of a wire are names of different kinds: that they differ says nothing.
    private static bool HaveOtherIdentifiers(Article a, Article b) =>
        a.Source.Id == b.Source.Id
        && !a.Identifiers.Any(b.Identifiers.Contains)
        && a.Identifiers.Select(FormOf).Intersect(b.Identifiers.Select(FormOf)).Any();

    private static string FormOf(string identifier)
    {
        var colon = identifier.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= 5 ? identifier[..colon].ToLowerInvariant() : "";
    }

    private static bool HaveOtherPages(string? a, string? b) =>
        Differ(a, b) && SourceId.Domain(a) == SourceId.Domain(b);

    private static bool Differ(string? a, string? b) =>
        a is not null && b is not null && !string.Equals(Bare(a), Bare(b), StringComparison.OrdinalIgnoreCase);

    // http or https, with or without www and the last slash: one page.
    private static string Bare(string url)
    {
        var bare = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        return bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? bare[4..] : bare;
    }

    private static bool AreApart(PublishedDate? a, PublishedDate? b) =>
        a?.Value is { } first && b?.Value is { } second && (first - second).Duration() > SameDay;
}
