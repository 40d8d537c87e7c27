using NewsSearch.Articles;
using NewsSearch.Extraction.JsonLines;

namespace NewsSearch.Extraction.Wire;

/// <summary>Subjects of the wire formats as topics.</summary>
internal static class WireTopics
{
    private const int SubjectCodeLength = 8;

    /// <summary>
    /// A subject by its code in a scheme: <c>medtop:20000350</c> (NewsML-G2 qcode), an address of a NewsCode, or eight
    /// digits of the IPTC Subject Codes that came before the Media Topics. Null when there is neither code nor name.
    /// </summary>
    public static Topic? Of(string? code, string? name, string? scheme = null)
    {
        if (code is null)
            return name is null ? null : new Topic(name);
        if (TopicNotation.Read(code, name) is { } noted)
            return noted;
        if (scheme is null && code.Length == SubjectCodeLength && code.All(char.IsAsciiDigit))
            code = "subj:" + code;
        else if (scheme is not null && !code.Contains(':'))
            code = scheme + ":" + code;
        var known = JsonTopics.FromText(code);
        if (known is { Scheme: not null })
            return known with { Name = name };
        var colon = code.IndexOf(':');
        var own = colon > 0 && !code.Contains("://", StringComparison.Ordinal) ? code[..colon] : null;
        return new Topic(code, name == code ? null : name, own);
    }
}
