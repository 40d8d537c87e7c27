using System.Text.RegularExpressions;

namespace NewsSearch.Extraction;

/// <summary>Reads persons from credit lines and the place from the beginning of a body.</summary>
public static partial class Bylines
{
    /// <summary>
    /// The persons of a credit line such as "By Michael Gelb and Jane Doe, Reuters"; agencies and places are left out,
    /// and so is everything that does not look like a name.
    /// </summary>
    public static IReadOnlyList<string> Authors(string? byline)
    {
        if (CleanText.Line(byline) is not { Length: <= 200 } line)
            return [];
        var names = new List<string>();
        foreach (var piece in Separators().Split(Leader().Replace(line, "")))
        {
            var name = Place().Replace(piece, "").Trim(' ', '.', ';', '|');
            if (LooksLikePerson(name) && !names.Contains(name))
                names.Add(name);
        }
        return names;
    }

    /// <summary>The credit line without its leading "By", "Von", "Par".</summary>
    public static string WithoutLeader(string byline) => Leader().Replace(byline, "").Trim();

    /// <summary>True when the line begins like a credit line ("By Jane Doe").</summary>
    public static bool IsCredit(string line) =>
        line.Length <= 120 && Leader().IsMatch(line) && Authors(line).Count > 0 && !CleanText.EndsSentence(line);

    /// <summary>True for two to five words that are all written like parts of a name.</summary>
    public static bool LooksLikePerson(string name) => name.Length <= 60 && Person().IsMatch(name);

    /// <summary>
    /// Splits "WASHINGTON (AP) — Text" into the place and the text; the place is null when the body begins otherwise.
    /// </summary>
    public static (string? Place, string Text) SplitDateline(string body)
    {
        var match = Dateline().Match(body);
        if (!match.Success)
            return (null, body);
        var place = match.Groups["place"].Value.Trim(' ', ',');
        return (place, body[match.Length..].TrimStart());
    }

    [GeneratedRegex(
        @"^(?:(?:written|reported|story)\s+by|by|von|par|por|di|door|av|af|de|texte?:|text:)\s*:?\s+(?=\p{Lu})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Leader();

    [GeneratedRegex(@"\s*(?:,|;|&|\||/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*(?=\S)")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s+(?:in|à|en|from|aus)\s+\p{Lu}.*$")]
    private static partial Regex Place();

    [GeneratedRegex(
        @"^(?:\p{Lu}[\p{L}\p{M}'’\-]*\.?|\p{Lo}[\p{L}\p{M}]+)(?:\s+(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ben|ter|zu))*(?:\s+(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ben|ter|zu|d'|d’)\s+)*(?:[dDlLoO]['’])?(?:\p{Lu}[\p{L}\p{M}'’\-]*\.?|\p{Lo}[\p{L}\p{M}]+)){1,4}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Person();

    // Capitals, then an agency in brackets or a dash: "WASHINGTON (AP) — ", "NEW YORK, Jan 5 (Reuters) - ", "PARIS — ".
    [GeneratedRegex(
        @"^(?<place>\p{Lu}[\p{Lu}\p{M}.'’\-]+(?:[ ,/]+\p{Lu}[\p{Lu}\p{M}.'’\-]*)*(?:,\s\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+)?)?)(?:,?\s(?:\p{Lu}[\p{L}]{2,8}\.?\s\d{1,2}|\d{1,2}\s\p{Lu}[\p{L}]{2,8}\.?)(?:,?\s\d{4})?)?\s*(?:\((?:[^()\n]{2,30})\)\s*(?:[–—\-]{1,2}|:)\s*|(?:[–—]|--|\s-)\s+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Dateline();
}
