namespace NewsSearch.Extraction.Warc;

/// <summary>What a document of the web says that it is.</summary>
internal enum WebContentFamily
{
    /// <summary>Pictures, styles, scripts, fonts, office documents: never an article here.</summary>
    Foreign,
    Page,
    Data,
    Text,
    Unknown,
}

/// <summary>Which records of a crawl may hold articles: pages and feeds that were answered with success.</summary>
internal static class WebContent
{
    private static readonly HashSet<string> ForeignText =
    [
        "css",
        "javascript",
        "ecmascript",
        "x-javascript",
        "dns",
        "vtt",
        "calendar",
        "event-stream",
        "x-component",
        "vcard",
        "x-cross-domain-policy",
    ];

    private static readonly HashSet<string> ForeignEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".ico",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
        ".otf",
        ".mp3",
        ".mp4",
        ".webm",
        ".m3u8",
        ".ts",
        ".swf",
        ".pdf",
    };

    // Spoken to machines, in plain text.
    private static readonly HashSet<string> ForeignPaths = new(StringComparer.OrdinalIgnoreCase)
    {
        "/robots.txt",
        "/ads.txt",
        "/app-ads.txt",
        "/sellers.json",
        "/humans.txt",
        "/security.txt",
        "/crossdomain.xml",
        "/browserconfig.xml",
        "/manifest.json",
        "/favicon.ico",
    };

    public static RecordUse Judge(RecordHeader header, ReadOnlySpan<byte> beginning)
    {
        if (header.Kind == RecordKind.Other || IsForeignAddress(header.Uri))
            return RecordUse.Skip;
        if (header.Kind == RecordKind.Revisit)
            return JudgeRevisit(header, beginning);
        if (header.Length == 0)
            return RecordUse.Skip;
        if (!IsAnswer(header, beginning))
            return Use(Family(header.ContentType, header.Uri));
        var head = HttpHead.Read(beginning);
        // A head that cannot be read is told when the record is taken.
        return head is null ? RecordUse.Take
            : head.Status is 200 or 203 ? Use(Family(head.ContentType, header.Uri))
            : RecordUse.Skip;
    }

    /// <summary>The block begins with the head of a server's answer, or should.</summary>
    public static bool IsAnswer(RecordHeader header, ReadOnlySpan<byte> block) =>
        HttpHead.Begins(block)
        || (
            header.Kind == RecordKind.Response
            && header.ContentType?.StartsWith("application/http", StringComparison.OrdinalIgnoreCase) == true
        );

    public static WebContentFamily Family(string? contentType, string? uri)
    {
        var type = contentType?.Split(';', ',')[0].Trim().ToLowerInvariant() ?? "";
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var (major, minor) = slash < 0 ? ("", type) : (type[..slash], type[(slash + 1)..]);
        var family = FamilyOf(major, minor);
        return family is WebContentFamily.Text or WebContentFamily.Unknown && HasForeignEnding(uri)
            ? WebContentFamily.Foreign
            : family;
    }

    private static WebContentFamily FamilyOf(string major, string minor) =>
        major switch
        {
            "image" or "audio" or "video" or "font" or "model" or "multipart" or "x-font" => WebContentFamily.Foreign,
            "text" or "application" when minor is "html" or "xhtml+xml" or "x-html" => WebContentFamily.Page,
            "text" or "application" when IsData(minor) => WebContentFamily.Data,
            "text" => ForeignText.Contains(minor) ? WebContentFamily.Foreign : WebContentFamily.Text,
            "application" => minor is "octet-stream" or "unknown" or ""
                ? WebContentFamily.Unknown
                : WebContentFamily.Foreign,
            _ => WebContentFamily.Unknown,
        };

    private static bool IsData(string minor) =>
        minor is "json" or "xml" or "rss" or "atom" or "gzip" or "x-gzip" or "x-ndjson" or "jsonl" or "csv" or "nitf"
        || (minor.EndsWith("+json", StringComparison.Ordinal) && minor != "manifest+json")
        || (minor.EndsWith("xml", StringComparison.Ordinal) && minor != "opensearchdescription+xml");

    private static RecordUse JudgeRevisit(RecordHeader header, ReadOnlySpan<byte> beginning)
    {
        var head = HttpHead.Read(beginning);
        if (head is { Status: not (200 or 203 or 304) })
            return RecordUse.Skip;
        if (head?.ContentType is null && HasForeignEnding(header.Uri))
            return RecordUse.Skip;
        return Use(Family(head?.ContentType, header.Uri));
    }

    private static RecordUse Use(WebContentFamily family) =>
        family == WebContentFamily.Foreign ? RecordUse.Skip : RecordUse.Take;

    private static bool IsForeignAddress(string? uri)
    {
        if (uri is null)
            return false;
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? uri[..colon].ToLowerInvariant() : "http";
        if (scheme is not ("http" or "https" or "ftp" or "ftps" or "file"))
            return true;
        var path = PathOf(uri);
        return ForeignPaths.Contains(path.ToString()) || path.Contains("/.well-known/", StringComparison.Ordinal);
    }

    private static bool HasForeignEnding(string? uri)
    {
        var path = PathOf(uri ?? "");
        var dot = path.LastIndexOf('.');
        return dot >= 0 && ForeignEndings.Contains(path[dot..].ToString());
    }

    // By hand: addresses in crawls are often no valid URIs.
    private static ReadOnlySpan<char> PathOf(string uri)
    {
        var text = uri.AsSpan();
        var authority = text.IndexOf("://");
        if (authority >= 0)
            text = text[(authority + 3)..];
        var path = text.IndexOf('/');
        text = path < 0 ? [] : text[path..];
        var end = text.IndexOfAny('?', '#');
        return end < 0 ? text : text[..end];
    }
}
