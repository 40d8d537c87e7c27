namespace NewsSearch.Extraction.Html;

/// <summary>The text of the article among everything else on its page.</summary>
internal static class MainText
{
    // Under this a "main text" is a cookie notice or a caption.
    private const int ShortestText = 60;

    private const int LongDescribed = 400;
    private const int LongestCompared = 50_000;
    private const int Probes = 8;
    private const int ProbeLength = 30;

    /// <summary>The paragraphs, or null.</summary>
    /// <param name="page">The whole page.</param>
    /// <param name="zone">Where its text lies.</param>
    /// <param name="draft">The fields that are known already.</param>
    /// <param name="credits">Lines that are credits or dates.</param>
    /// <param name="described">The text that the page's own data gives, or null.</param>
    public static string? Read(
        PageOutline page,
        Zone zone,
        ArticleDraft draft,
        IReadOnlySet<string> credits,
        string? described
    )
    {
        var text = zone.Prose > 0 ? WithoutHeading(BlockFilter.Paragraphs(page, zone), draft, credits) : null;
        if (described is not null && IsElsewhere(described, text))
            text = described;
        return text is { Length: >= ShortestText } ? text : null;
    }

    // The page's own data says which text is the article's: where most of it is not in what was found, that is wrong.
    private static bool IsElsewhere(string described, string? text)
    {
        if (text is null || text.Length < described.Length / 2)
            return true;
        if (described.Length < LongDescribed)
            return false;
        var plain = Letters(text);
        var wanted = Letters(described.Length > LongestCompared ? described[..LongestCompared] : described);
        var found = 0;
        for (var i = 0; i < Probes; i++)
        {
            var at = (wanted.Length - ProbeLength) * i / Probes;
            if (at >= 0 && plain.Contains(wanted.Substring(at, ProbeLength), StringComparison.Ordinal))
                found++;
        }
        return found * 4 < Probes;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    // The headline and the credit line are fields of their own.
    private static string WithoutHeading(List<string> paragraphs, ArticleDraft draft, IReadOnlySet<string> credits)
    {
        var first = 0;
        while (
            first < paragraphs.Count - 1 && (credits.Contains(paragraphs[first]) || IsHeading(paragraphs[first], draft))
        )
            first++;
        return string.Join("\n\n", paragraphs.Skip(first));
    }

    private static bool IsHeading(string paragraph, ArticleDraft draft) =>
        Same(paragraph, draft.Headline)
        || Same(paragraph, draft.Byline)
        || Same(paragraph, draft.Section)
        || Same(paragraph, draft.Subheadline)
        || Bylines.IsCredit(paragraph);

    private static bool Same(string paragraph, string? field) =>
        string.Equals(paragraph, field, StringComparison.OrdinalIgnoreCase);
}
