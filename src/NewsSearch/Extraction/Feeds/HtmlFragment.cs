using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Turns HTML as feeds carry it into text in one pass over its tags. A tree is not built: what a feed can nest would
/// take a parser of trees minutes.
/// </summary>
internal static class HtmlFragment
{
    private const char Break = '\u2029';

    /// <summary>Paragraphs separated by a blank line; null when there is no text.</summary>
    public static string? Paragraphs(string html)
    {
        if (!HasTags(html))
            return PlainParagraphs.Read(CharacterReferences.Decode(html));
        var text = new StringBuilder(html.Length);
        var silent = new Dictionary<string, NextIndex>(StringComparer.Ordinal);
        var tokens = new MarkupTokenizer(html);
        var paragraph = new StringBuilder();
        while (tokens.Next(out var token))
        {
            if (token.Kind is MarkupKind.Text)
                CharacterReferences.AppendDecoded(paragraph, token.Content(html));
            else if (token.Kind is MarkupKind.CData)
                paragraph.Append(token.Content(html));
            else if (token.Kind is MarkupKind.Start or MarkupKind.End)
                Tag(token, html, tokens, silent, paragraph, text);
        }
        Flush(paragraph, text);
        return text.Length == 0 ? null : CleanText.WithoutControls(text.ToString());
    }

    /// <summary>
    /// One line; null when there is no text. What looks like a tag and is none ("List&lt;T&gt;", "a &lt; b") is text.
    /// </summary>
    public static string? Line(string html)
    {
        var line = new StringBuilder(html.Length);
        var silent = new Dictionary<string, NextIndex>(StringComparer.Ordinal);
        var tokens = new MarkupTokenizer(html);
        while (tokens.Next(out var token))
        {
            if (IsKnownTag(token, html))
            {
                var name = Name(token, html);
                line.Append(HtmlElements.IsBlock(name) || name == "br" ? " " : "");
                SkipSilent(token, name, html, tokens, silent);
            }
            else if (token.Kind is MarkupKind.CData)
                line.Append(token.Content(html));
            else if (token.Kind is not MarkupKind.Other)
                CharacterReferences.AppendDecoded(line, html.AsSpan(token.Start, token.End - token.Start));
        }
        return CleanText.Line(line.ToString());
    }

    /// <summary>True when elements of HTML stand in it.</summary>
    public static bool HasTags(string html)
    {
        if (!html.Contains('<'))
            return false;
        var tokens = new MarkupTokenizer(html);
        while (tokens.Next(out var token))
        {
            if (IsKnownTag(token, html))
                return true;
        }
        return false;
    }

    // Without its ">" it is "a <b".
    private static bool IsKnownTag(MarkupToken token, string html) =>
        token.Kind is MarkupKind.Start or MarkupKind.End
        && html[token.End - 1] == '>'
        && HtmlElements.IsKnown(Name(token, html));

    private static void Tag(
        MarkupToken token,
        string html,
        MarkupTokenizer tokens,
        Dictionary<string, NextIndex> silent,
        StringBuilder paragraph,
        StringBuilder text
    )
    {
        var name = Name(token, html);
        if (name == "br")
            paragraph.Append(Break);
        else if (name is "td" or "th")
            paragraph.Append(' ');
        else if (HtmlElements.IsBlock(name))
            Flush(paragraph, text);
        SkipSilent(token, name, html, tokens, silent);
    }

    private static void SkipSilent(
        MarkupToken token,
        string name,
        string html,
        MarkupTokenizer tokens,
        Dictionary<string, NextIndex> silent
    )
    {
        if (token.Kind != MarkupKind.Start || token.IsEmpty || !HtmlElements.IsSilent(name))
            return;
        if (!silent.TryGetValue(name, out var closing))
            silent.Add(name, closing = new NextIndex("</" + name));
        // Without an end tag it would silence all that follows.
        if (closing.From(html, token.End, html.Length) is var end and >= 0)
            tokens.SkipTo(end);
    }

    /// <summary>The name of a tag in lower case, without prefix.</summary>
    public static string Name(MarkupToken token, string html)
    {
        var name = token.Content(html);
        return name[(name.IndexOf(':') + 1)..].ToString().ToLowerInvariant();
    }

    // Line feeds of the source are blanks; two <br> in a row are how many feeds write paragraphs.
    private static void Flush(StringBuilder paragraph, StringBuilder text)
    {
        var breaks = 0;
        var isGap = false;
        var hasText = false;
        foreach (var chunk in paragraph.GetChunks())
        {
            foreach (var c in chunk.Span)
            {
                if (char.IsWhiteSpace(c))
                {
                    breaks += c == Break ? 1 : 0;
                    isGap = true;
                    continue;
                }
                if (!hasText || breaks > 1)
                    text.Append(text.Length == 0 ? "" : "\n\n");
                else if (isGap)
                    text.Append(' ');
                text.Append(c);
                (breaks, isGap, hasText) = (0, false, true);
            }
        }
        paragraph.Clear();
    }
}
