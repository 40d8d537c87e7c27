using System.Buffers;
using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction;

/// <summary>Brings text of any origin to the form that the archive keeps: no control characters, LF, trimmed.</summary>
public static class CleanText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(c => char.IsControl(c) && c is not ('\n' or '\t')),
        '\uFEFF',
    ]);

    /// <summary>One line: white space collapsed, trimmed; null when nothing is left.</summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var clean = WithoutControls(text);
        if (!NeedsCollapse(clean))
            return clean.Length == 0 ? null : clean;
        var line = new StringBuilder(clean.Length);
        foreach (var c in clean)
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        var end = line.Length > 0 && line[^1] == ' ' ? line.Length - 1 : line.Length;
        return end == 0 ? null : line.ToString(0, end);
    }

    /// <summary>
    /// Text in paragraphs that are separated by one blank line; null when nothing is left. Where the text has no
    /// blank line, each line is a paragraph, unless the lines look wrapped at a fixed width.
    /// </summary>
    public static string? Paragraphs(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var clean = WithoutControls(text);
        if (!clean.Contains('\n'))
            return clean.AsSpan().Trim() is { Length: > 0 } one
                ? (one.Length == clean.Length ? clean : one.ToString())
                : null;
        if (HasTidyParagraphs(clean))
            return clean;
        var blocks = Blocks(clean);
        if (blocks.Count == 0)
            return null;
        var split = blocks.Count == 1 ? SplitLines(blocks[0]) : blocks.ConvertAll(b => string.Join('\n', b));
        return string.Join("\n\n", split);
    }

    /// <summary>The lines of each block of text between blank lines, right-trimmed, without empty blocks.</summary>
    public static List<List<string>> Blocks(string text)
    {
        var blocks = new List<List<string>>();
        List<string>? block = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
                block = null;
            else if (block is null)
                blocks.Add(block = [trimmed.ToString()]);
            else
                block.Add(trimmed.ToString());
        }
        return blocks;
    }

    /// <summary>True when these lines are one paragraph that was broken at a fixed width.</summary>
    public static bool LooksWrapped(IReadOnlyList<string> lines)
    {
        if (lines.Count < 2)
            return false;
        var longest = lines.Max(l => l.Length);
        if (longest is < 50 or > 110)
            return false;
        var full = 0;
        var stops = 0;
        for (var i = 0; i < lines.Count - 1; i++)
        {
            if (lines[i].Length >= longest - 16)
                full++;
            if (EndsSentence(lines[i]))
                stops++;
        }
        return full >= 0.75 * (lines.Count - 1) && stops <= 0.5 * (lines.Count - 1);
    }

    /// <summary>True when the text ends like a sentence, closing quotes and brackets aside.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd().TrimEnd("\"'”’»“)]）」』");
        return !end.IsEmpty && ".!?…。！？؟۔।".Contains(end[^1]);
    }

    /// <summary>The text without control characters (LF and tab stay), CR as LF, lone surrogates replaced.</summary>
    public static string WithoutControls(string text)
    {
        if (!text.AsSpan().ContainsAny(Controls) && !HasLoneSurrogate(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 == text.Length || text[i + 1] != '\n')
                    clean.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c))
                clean.Append('\uFFFD');
            else if (c != '\uFEFF' && (!char.IsControl(c) || c is '\n' or '\t'))
                clean.Append(c);
        }
        return clean.ToString();
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    private static bool NeedsCollapse(ReadOnlySpan<char> text)
    {
        var space = true;
        foreach (var c in text)
        {
            if (c != ' ' && char.IsWhiteSpace(c))
                return true;
            if (c == ' ' && space)
                return true;
            space = c == ' ';
        }
        return space;
    }

    private static bool HasTidyParagraphs(ReadOnlySpan<char> text)
    {
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
            return false;
        var seen = false;
        for (var rest = text; ; )
        {
            var at = rest.IndexOf('\n');
            if (at < 0)
                return seen;
            var isPair = at + 2 < rest.Length && rest[at + 1] == '\n' && !char.IsWhiteSpace(rest[at + 2]);
            if (!isPair || char.IsWhiteSpace(rest[at - 1]))
                return false;
            seen = true;
            rest = rest[(at + 2)..];
        }
    }

    private static List<string> SplitLines(List<string> block) =>
        LooksWrapped(block) ? [string.Join(' ', block)] : block;

    /// <summary>BCP 47 casing: <c>en_us</c> becomes <c>en-US</c>; null when it is not a language tag.</summary>
    public static string? LanguageTag(string? tag)
    {
        var parts = Line(tag)?.Split(['-', '_']);
        if (parts is null || parts[0].Length is < 2 or > 8)
            return null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 8 || !parts[i].All(char.IsAsciiLetterOrDigit))
                return null;
            var lower = parts[i].ToLowerInvariant();
            parts[i] =
                i == 0 || lower.Length == 1 ? lower
                : lower.Length == 2 ? lower.ToUpperInvariant()
                : lower.Length == 4 && char.IsAsciiLetter(lower[0])
                    ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(lower)
                : lower;
        }
        return parts[0].All(char.IsAsciiLetter) ? string.Join('-', parts) : null;
    }
}
