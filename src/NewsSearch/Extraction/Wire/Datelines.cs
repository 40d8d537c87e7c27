using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Wire;

/// <summary>The place of a dateline as agencies write it: "Gaza City, Palestinian Territories, May 16, 2021 (AFP) -".</summary>
internal static partial class Datelines
{
    /// <summary>The place without date and agency; null when nothing is left.</summary>
    public static string? Place(string? dateline)
    {
        if (CleanText.Line(dateline) is not { Length: <= 200 } line)
            return null;
        var place = Agency().Replace(line, "");
        place = Date().Replace(place, "");
        return CleanText.Line(place.Trim(' ', ',', '-', '–', '—', ':', '/'));
    }

    [GeneratedRegex(@"\s*(?:\([^()]*\)|/[^/]*/)?\s*[-–—:]*\s*$")]
    private static partial Regex Agency();

    [GeneratedRegex(
        @",?\s+(?:\p{L}+day|(?:\p{L}{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+\p{L}{3,9}\.?)(?:,?\s+\d{4})?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Date();
}
