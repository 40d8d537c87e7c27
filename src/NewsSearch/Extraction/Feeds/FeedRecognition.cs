namespace NewsSearch.Extraction.Feeds;

/// <summary>Tells feeds and sitemaps from other markup by the first element.</summary>
internal static class FeedRecognition
{
    // Warnings that a server puts before the feed; more than that is a document of its own.
    private const int LongestJunk = 2048;

    private static readonly string[] JunkElements = ["br", "b", "p", "div", "font", "pre", "span", "strong", "i"];

    /// <summary>How sure it is that these bytes begin a feed.</summary>
    public static int Feed(ReadOnlySpan<byte> head)
    {
        var text = Text(head);
        var tokens = new MarkupTokenizer(text);
        var sureness = 95;
        while (NextElement(tokens, text, out var token))
        {
            var (name, namespaces) = Element(token, text);
            if (!IsAtBeginning(token, text))
                sureness = namespaces.Contains('=') && IsAtLineStart(token, text) ? Math.Min(sureness, 80) : 0;
            switch (name)
            {
                case "rss":
                    return sureness;
                case "feed":
                    return IsForeign(namespaces, "atom") ? 30 : sureness;
                case "rdf":
                    return IsRss(text) ? sureness : 0;
                case "channel":
                    return IsForeign(namespaces, "rss") ? 0 : Math.Min(sureness, 80);
                case "entry" or "item":
                    return IsForeign(namespaces, "atom", "rss") || !LooksLikeFeed(text) ? 0 : Math.Min(sureness, 80);
                default:
                    // Anything else is the root of another format, unless it is a warning before the feed.
                    if (token.Start > LongestJunk || Array.IndexOf(JunkElements, name) < 0)
                        return 0;
                    sureness = 80;
                    break;
            }
        }
        return 0;
    }

    /// <summary>How sure it is that these bytes begin a sitemap.</summary>
    public static int Sitemap(ReadOnlySpan<byte> head)
    {
        var text = Text(head);
        var tokens = new MarkupTokenizer(text);
        return NextElement(tokens, text, out var token) && Element(token, text).Name is "urlset" or "sitemapindex"
            ? 95
            : 0;
    }

    private static string Text(ReadOnlySpan<byte> head)
    {
        // A capture of the web is no feed, though it may hold one; and most inputs have no markup at all.
        if (head.StartsWith("WARC/"u8) || head.StartsWith("filedesc:"u8) || head.IndexOf((byte)'<') < 0)
            return "";
        var text = FeedEncoding.Decode(head);
        var start = text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        return start.IsEmpty || start[0] is '{' or '[' || text.Contains('\0') ? "" : text;
    }

    private static bool NextElement(MarkupTokenizer tokens, string text, out MarkupToken token)
    {
        while (tokens.Next(out token))
        {
            if (token.Kind == MarkupKind.Start)
                return token.Start <= LongestJunk || IsPreamble(text.AsSpan(0, token.Start));
        }
        return false;
    }

    // Long comments and document types may stand before the root, long texts not.
    private static bool IsPreamble(ReadOnlySpan<char> before) => before.TrimStart().StartsWith("<");

    private static bool IsAtBeginning(MarkupToken root, string text)
    {
        var tokens = new MarkupTokenizer(text, 0, root.Start);
        while (tokens.Next(out var token))
        {
            if (token.Kind == MarkupKind.Text && !token.Content(text).Trim('\uFEFF').IsWhiteSpace())
                return false;
        }
        return true;
    }

    // A text that speaks of feeds has them within its lines.
    private static bool IsAtLineStart(MarkupToken root, string text)
    {
        var before = text.AsSpan(0, root.Start).TrimEnd(" \t");
        return before.IsEmpty || before[^1] is '\n' or '\r' or '>';
    }

    private static (string Name, string Namespaces) Element(MarkupToken token, string text) =>
        (HtmlFragment.Name(token, text), token.Attributes(text).ToString());

    // The namespace of a root without prefix tells when its name does not.
    private static bool IsForeign(string attributes, params ReadOnlySpan<string> known)
    {
        if (MarkupAttributes.Find(attributes, "xmlns") is not { Length: > 0 } declared)
            return false;
        foreach (var part in known)
        {
            if (declared.Contains(part, StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }

    private static bool IsRss(string text) =>
        text.Contains("purl.org/rss/", StringComparison.OrdinalIgnoreCase)
        || text.Contains("netscape.com/rdf/simple", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<channel", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<item", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeFeed(string text) =>
        (
            text.Contains("<item", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<entry", StringComparison.OrdinalIgnoreCase)
        ) && text.Contains("<title", StringComparison.OrdinalIgnoreCase);
}
