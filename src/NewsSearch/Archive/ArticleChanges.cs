using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>Which parts of an article a version changed.</summary>
[Flags]
public enum ArticleChanges
{
    None = 0,
    Headline = 1,
    Subheadline = 1 << 1,
    Body = 1 << 2,
    Byline = 1 << 3,
    Dateline = 1 << 4,

    /// <summary>The publication date.</summary>
    Date = 1 << 5,
    Modified = 1 << 6,
    Section = 1 << 7,
    Genre = 1 << 8,
    Topics = 1 << 9,
    Keywords = 1 << 10,
    Places = 1 << 11,
    Images = 1 << 12,
    Language = 1 << 13,
    Url = 1 << 14,

    /// <summary>Free or paid, and how much of the text is archived.</summary>
    Access = 1 << 15,
    Source = 1 << 16,

    /// <summary>A notice of correction came, went or was reworded.</summary>
    Correction = 1 << 17,

    /// <summary>It was withdrawn, or came back.</summary>
    Status = 1 << 18,
}

/// <summary>Compares two states of an article.</summary>
public static class ArticleComparison
{
    /// <summary>What differs; white space, campaign parameters and the order of channels do not.</summary>
    public static ArticleChanges Between(Article before, Article after)
    {
        var changes = ArticleChanges.None;
        Note(ArticleChanges.Headline, Same(before.Headline, after.Headline));
        Note(ArticleChanges.Subheadline, Same(before.Subheadline, after.Subheadline));
        Note(ArticleChanges.Body, Same(before.Body, after.Body));
        Note(ArticleChanges.Byline, Same(before.Byline, after.Byline) && before.Authors.SequenceEqual(after.Authors));
        Note(ArticleChanges.Dateline, Same(before.Dateline, after.Dateline));
        Note(ArticleChanges.Date, SameDate(before.Published, after.Published));
        Note(ArticleChanges.Modified, before.Modified == after.Modified);
        Note(ArticleChanges.Section, Same(before.Section, after.Section));
        Note(ArticleChanges.Genre, Same(before.Genre, after.Genre));
        Note(ArticleChanges.Topics, before.Topics.SequenceEqual(after.Topics));
        Note(ArticleChanges.Keywords, before.Keywords.SequenceEqual(after.Keywords));
        Note(ArticleChanges.Places, before.Places.SequenceEqual(after.Places));
        Note(ArticleChanges.Images, before.Images.Select(Shown).SequenceEqual(after.Images.Select(Shown)));
        // What was told from the text is no statement: a better detector makes no new version.
        Note(ArticleChanges.Language, Stated(before) == Stated(after));
        Note(ArticleChanges.Url, before.Url == after.Url);
        Note(
            ArticleChanges.Access,
            before.IsAccessibleForFree == after.IsAccessibleForFree && before.Completeness == after.Completeness
        );
        Note(ArticleChanges.Source, before.Source.Id == after.Source.Id);
        Note(ArticleChanges.Status, Publishability.Withdraws(before) == Publishability.Withdraws(after));
        if ((changes & (ArticleChanges.Headline | ArticleChanges.Body)) != ArticleChanges.None)
            Note(ArticleChanges.Correction, CorrectionNotice.Of(before).SequenceEqual(CorrectionNotice.Of(after)));
        return changes;

        void Note(ArticleChanges part, bool isSame) => changes |= isSame ? ArticleChanges.None : part;
    }

    /// <summary>The names of the parts, as the API has them.</summary>
    public static IReadOnlyList<string> Names(ArticleChanges changes) =>
        [
            .. Enum.GetValues<ArticleChanges>()
                .Where(c => c != ArticleChanges.None && changes.HasFlag(c))
                .Select(c => c.ToString().ToLowerInvariant()),
        ];

    /// <summary>Equal but for white space.</summary>
    public static bool Same(string? a, string? b) =>
        string.Equals(a, b, StringComparison.Ordinal)
        || string.Equals(CollapsedText.Of(a), CollapsedText.Of(b), StringComparison.Ordinal);

    /// <summary>The image without the parameters of its address, in which servers put sizes and signatures.</summary>
    public static (string?, string?, string?) Shown(ArticleImage image) =>
        (image.Url?.Split('?', 2)[0], image.Caption, image.Credit);

    /// <summary>The language where the article states it.</summary>
    public static string? Stated(Article article) => article.IsLanguageDetected ? null : article.Language;

    private static bool SameDate(PublishedDate? a, PublishedDate? b) =>
        (a?.Value, a?.Value is null ? default : a.Precision, a?.Value is null ? a?.Rejected : null)
        == (b?.Value, b?.Value is null ? default : b.Precision, b?.Value is null ? b?.Rejected : null);
}
