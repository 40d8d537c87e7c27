using System.Globalization;
using System.Text;

namespace NewsSearch.Articles;

/// <summary>
/// Topics as one word that every exchange format takes and that gives the same topic when it is read again: the codes
/// of the IPTC as they are (<c>medtop:20000001</c>), all others as <c>urn:newssearch:topic:scheme:code</c>. Characters
/// that a name token of XML does not have are written as <c>_</c> and four hexadecimal digits.
/// </summary>
public static class TopicNotation
{
    private const string Prefix = "urn:newssearch:topic:";
    private const int EscapeLength = 5;
    private const string MediaTopics = "http://cv.iptc.org/newscodes/mediatopic/";
    private const string SubjectCodes = "http://cv.iptc.org/newscodes/subjectcode/";
    private const string MediaTopicScheme = "medtop";
    private const string SubjectCodeScheme = "subj";

    /// <summary>Whether the code is one of the IPTC's own, which needs no other notation.</summary>
    public static bool IsIptc(Topic topic) =>
        topic.Scheme is MediaTopicScheme or SubjectCodeScheme
        && topic.Code.StartsWith(topic.Scheme + ":", StringComparison.Ordinal)
        && topic.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '.');

    public static string Of(Topic topic) =>
        IsIptc(topic) ? topic.Code : $"{Prefix}{Escape(topic.Scheme ?? "")}:{Escape(topic.Code)}";

    /// <summary>The address of a code of the IPTC; null for other topics.</summary>
    public static string? IptcAddress(Topic topic) =>
        !IsIptc(topic) ? null
        : topic.Scheme == MediaTopicScheme ? MediaTopics + topic.Code[(MediaTopicScheme.Length + 1)..]
        : SubjectCodes + topic.Code[(SubjectCodeScheme.Length + 1)..];

    /// <summary>The topic that was written so; null when the text is no such notation.</summary>
    public static Topic? Read(string? text, string? name)
    {
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return null;
        var parts = text[Prefix.Length..].Split(':');
        if (parts.Length != 2 || Unescape(parts[0]) is not { } scheme || Unescape(parts[1]) is not { Length: > 0 } code)
            return null;
        return new Topic(code, name == code ? null : name, scheme.Length == 0 ? null : scheme);
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
                escaped.Append(c);
            else
                escaped.Append('_').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        return escaped.ToString();
    }

    private static string? Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '_')
            {
                plain.Append(text[i]);
                continue;
            }
            if (
                i + EscapeLength > text.Length
                || !ushort.TryParse(
                    text.AsSpan(i + 1, EscapeLength - 1),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var c
                )
            )
                return null;
            plain.Append((char)c);
            i += EscapeLength - 1;
        }
        return plain.ToString();
    }
}
