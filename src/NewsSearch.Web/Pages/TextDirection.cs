using System.Collections.Frozen;

namespace NewsSearch.Web.Pages;

/// <summary>The writing direction of a language, which its script decides (BCP 47).</summary>
internal static class TextDirection
{
    // Languages whose script needs no naming (CLDR, likely subtags).
    private static readonly FrozenSet<string> RightToLeft = FrozenSet.ToFrozenSet(
        "ar arc azb bal bqi ckb dv fa glk he iw khw ks lrc luz mzn nqo pnb ps sd skr syr ug ur yi".Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Scripts = FrozenSet.ToFrozenSet(
        "adlm arab aran hebr mand mend nkoo rohg samr syrc thaa".Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>rtl or ltr; auto lets the first strong letter decide where the language is unknown.</summary>
    public static string Of(string? language)
    {
        if (string.IsNullOrWhiteSpace(language))
            return "auto";
        var subtags = language.Split('-');
        var script = subtags.Skip(1).FirstOrDefault(s => s.Length == 4 && s.All(char.IsAsciiLetter));
        return (script is null ? RightToLeft.Contains(subtags[0]) : Scripts.Contains(script)) ? "rtl" : "ltr";
    }
}
