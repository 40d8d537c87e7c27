using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>Joins what two items know of one article.</summary>
public static class ArticleMerge
{
    /// <summary>
    /// The first with everything that it lacks taken from the second. Of two dates that agree the finer one is kept,
    /// and each date that disagrees is kept beside it.
    /// </summary>
    public static Article Fill(Article first, Article second)
    {
        var hasOwnText = first.Body is not null;
        var statesLanguage = first is { Language: not null, IsLanguageDetected: false };
        var takesLanguage = !statesLanguage && second.Language is not null && !second.IsLanguageDetected;
        return first with
        {
            Source = IsGuessed(first) && !IsGuessed(second) ? second.Source : first.Source,
            Headline = first.Headline ?? second.Headline,
            Subheadline = first.Subheadline ?? second.Subheadline,
            Body = first.Body ?? second.Body,
            Completeness = hasOwnText ? first.Completeness : second.Completeness,
            Byline = first.Byline ?? second.Byline,
            Authors = Known(first.Authors, second.Authors),
            Dateline = first.Dateline ?? second.Dateline,
            Section = first.Section ?? second.Section,
            Genre = first.Genre ?? second.Genre,
            Language = takesLanguage ? second.Language : first.Language ?? second.Language,
            IsLanguageDetected = !takesLanguage && (first.Language is null ? second : first).IsLanguageDetected,
            Topics = Known(first.Topics, second.Topics),
            Keywords = Known(first.Keywords, second.Keywords),
            Places = Known(first.Places, second.Places),
            Images = Known(first.Images, second.Images),
            Published = PublishedDate.Join(first.Published, second.Published),
            Modified = first.Modified ?? second.Modified,
            Url = first.Url ?? second.Url,
            IsAccessibleForFree = first.IsAccessibleForFree ?? second.IsAccessibleForFree,
            Evidence = Join(first.Evidence, second.Evidence),
        };
    }

    /// <summary>The channels and identifiers of both, those of the first in front.</summary>
    public static Article WithNamesOf(Article article, Article first, Article second) =>
        article with
        {
            Via = Union(first.Via, second.Via),
            Identifiers =
                first.Identifiers.Count == 0 && second.Identifiers.Count == 0
                    ? []
                    : [.. first.Identifiers.Union(second.Identifiers)],
        };

    /// <summary>Whether the second brings a channel or an identifier that the first lacks.</summary>
    public static bool AddsNames(Article first, Article second) =>
        second.Via.Any(a => !Has(first.Via, a)) || second.Identifiers.Any(i => !first.Identifiers.Contains(i));

    /// <summary>Nobody named the publisher: it is unknown, or told from the host of the address.</summary>
    public static bool IsGuessed(Article article) =>
        article.Source.Id == SourceId.Unknown.Id
        || article.Url is { } url && article.Source.Id == SourceId.Slug(SourceId.Domain(url));

    private static List<Carrier> Union(IReadOnlyList<Carrier> known, IReadOnlyList<Carrier> added) =>
        [.. known, .. added.Where(a => !Has(known, a))];

    private static bool Has(IReadOnlyList<Carrier> known, Carrier carrier) =>
        known.Any(k => k.Name == carrier.Name && k.Url == carrier.Url);

    private static IReadOnlyList<T> Known<T>(IReadOnlyList<T> first, IReadOnlyList<T> second) =>
        first.Count > 0 ? first : second;

    private static IReadOnlyDictionary<string, string>? Join(
        IReadOnlyDictionary<string, string>? first,
        IReadOnlyDictionary<string, string>? second
    )
    {
        if (first is null || second is null)
            return first ?? second;
        var joined = new Dictionary<string, string>(second);
        foreach (var (field, evidence) in first)
            joined[field] = evidence;
        return joined;
    }
}
