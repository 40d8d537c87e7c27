using System.Text.RegularExpressions;

namespace NewsSearch.Articles;

/// <summary>Finds what a publisher says about mistakes in its own article.</summary>
public static partial class CorrectionNotice
{
    // Behind this many characters a paragraph that begins with the word tells a story.
    private const int Longest = 1_500;

    /// <summary>The paragraphs that correct or clarify, and a headline that says that it is corrected.</summary>
    public static IReadOnlyList<string> Of(Article article)
    {
        var notices = new List<string>();
        if (article.Headline is { } headline && Labelled().IsMatch(headline))
            notices.Add(headline);
        foreach (var paragraph in (article.Body ?? "").Split("\n\n", StringSplitOptions.TrimEntries))
            if (paragraph.Length is > 0 and <= Longest && (Labelled().IsMatch(paragraph) || Told().IsMatch(paragraph)))
                notices.Add(paragraph);
        return notices;
    }

    // "Correction: …", "CORRECTED-…", "Clarification (3 May): …", also in the languages that the archive meets most.
    [GeneratedRegex(
        @"^[\W_]{0,4}(?:(?:editor['’]?s['’]?\s+)?(?:correction|corrections|corrected|clarification|erratum|corrigendum)|korrektur|berichtigung|richtigstellung|rectificatif|correctif|erratum|correcci[oó]n|rectificaci[oó]n|fe de erratas|correção|errata|correzione|rettifica|rectificatie|correctie|r[äæ]ttelse|rättelse|исправление|уточнение|تصحيح|تصويب|订正|更正|訂正|정정)(?:\s*\([^)\n]{1,60}\)|,?\s+[^:\n.]{1,60})?\s*[:：\-–—]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Labelled();

    // "This article was amended on 3 May 2024 …", "An earlier version of this story misstated …"
    [GeneratedRegex(
        @"^[\W_]{0,4}(?:(?:editor['’]?s\s+note\W{1,3})?(?:this|the)\s+(?:article|story|report|post|piece|headline)\s+(?:was|has\s+been)\s+(?:amended|corrected|updated\s+to\s+(?:correct|clarify))|(?:an|a)\s+(?:earlier|previous)\s+version\s+of\s+this\s+(?:article|story|report|post|headline))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Told();
}
