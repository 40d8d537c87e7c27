namespace NewsSearch.Articles;

/// <summary>
/// What a publisher says of the publication of an article, as the IPTC has it (<c>pubStatus</c>), and an embargo whose
/// end nobody knows. Stored by name.
/// </summary>
public enum PublicationStatus
{
    /// <summary>May be published, at once or from <see cref="Article.EmbargoedUntil"/> on.</summary>
    Usable,

    /// <summary>Under an embargo without a date that can be read: a later item says when it is over.</summary>
    Embargoed,

    /// <summary>Not to be published until further notice; what was published is withdrawn.</summary>
    Withheld,

    /// <summary>Not to be published at all; what was published is withdrawn.</summary>
    Canceled,
}

/// <summary>Names of <see cref="PublicationStatus"/> in formats, and whether readers may see an article.</summary>
public static class Publishability
{
    /// <summary>The status of this name, in any case; null for none that is known.</summary>
    public static PublicationStatus? Read(string? name) =>
        name?.Trim().ToLowerInvariant() switch
        {
            "usable" => PublicationStatus.Usable,
            "embargoed" => PublicationStatus.Embargoed,
            "withheld" or "held" => PublicationStatus.Withheld,
            "canceled" or "cancelled" or "killed" => PublicationStatus.Canceled,
            _ => null,
        };

    /// <summary>The name in the IPTC's vocabulary, which has no embargo without a date.</summary>
    public static string Name(PublicationStatus status) =>
        status switch
        {
            PublicationStatus.Usable => "usable",
            PublicationStatus.Canceled => "canceled",
            _ => "withheld",
        };

    /// <summary>Whether an item is a notice that withdraws what was published.</summary>
    public static bool Withdraws(Article article) =>
        article.Status is PublicationStatus.Withheld or PublicationStatus.Canceled;

    /// <summary>Whether the article is to be kept from readers at this moment, and perhaps shown later.</summary>
    public static bool IsHeld(Article article, DateTimeOffset now) =>
        article.Status is PublicationStatus.Embargoed or PublicationStatus.Withheld
        || article.Status == PublicationStatus.Usable && article.EmbargoedUntil > now;

    /// <summary>When a held article may be read; null when nobody knows.</summary>
    public static DateTimeOffset? Release(Article article) =>
        article.Status == PublicationStatus.Usable ? article.EmbargoedUntil : null;
}
