using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace NewsSearch.Articles;

/// <summary>What kind of name a key is, the surest first.</summary>
public enum ArticleKeyKind
{
    /// <summary>The publisher's own identifier, within its source.</summary>
    Identifier,

    /// <summary>An identifier that is unique in the world by its form (<c>urn:</c>, <c>tag:</c>).</summary>
    GlobalIdentifier,

    /// <summary>The canonical address.</summary>
    Address,

    /// <summary>Source, headline and day: only where nothing surer speaks against it.</summary>
    Headline,

    /// <summary>Source and text, where there is nothing else.</summary>
    Text,
}

/// <summary>A name under which an article can be found again, as a hash.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Hash">XxHash128 of its text.</param>
public readonly record struct ArticleKey(ArticleKeyKind Kind, UInt128 Hash)
{
    /// <summary>The id of an article that was first known under this key: 32 hexadecimal digits.</summary>
    public string Id
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Hash);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>The first half of the hash, for an index of keys.</summary>
    public long Number => (long)(ulong)(Hash >> 64);

    /// <summary>
    /// All keys of an article, the surest first: its identifiers within each of <paramref name="sourceIds"/> (a source
    /// may have had other names), its address, and its headline with the day of publication.
    /// </summary>
    public static IReadOnlyList<ArticleKey> Of(Article article, IReadOnlyList<string> sourceIds)
    {
        var keys = new List<ArticleKey>();
        foreach (var identifier in article.Identifiers)
        {
            foreach (var source in sourceIds)
                keys.Add(Identifier(source, identifier));
            if (IsGlobal(identifier))
                keys.Add(Of(ArticleKeyKind.GlobalIdentifier, "global\n" + identifier));
        }
        if (article.Url is not null)
            keys.Add(Address(article.Url));
        // Without a day, "Weather" would be one article for ever.
        if (article is { Headline: { } headline, Published.Value: not null })
            foreach (var source in sourceIds)
                keys.Add(OfHeadline(source, headline, article.Published));
        return keys;
    }

    public static ArticleKey Identifier(string sourceId, string identifier) =>
        Of(ArticleKeyKind.Identifier, $"id\n{sourceId}\n{identifier.Trim()}");

    /// <param name="url">Normalized by <see cref="CanonicalUrl"/>.</param>
    public static ArticleKey Address(string url) => Of(ArticleKeyKind.Address, "url\n" + url);

    public static ArticleKey OfHeadline(string sourceId, string headline, PublishedDate? published) =>
        Of(
            ArticleKeyKind.Headline,
            $"headline\n{sourceId}\n{headline.Trim()}\n{published?.Value?.UtcDateTime:yyyy-MM-dd}"
        );

    public static ArticleKey OfText(string sourceId, string? body) =>
        Of(ArticleKeyKind.Text, $"text\n{sourceId}\n{body?.Trim()}");

    /// <summary>The key of an article whose first key belongs to another one, such as an address that many share.</summary>
    public static ArticleKey Apart(Article article) =>
        Of(
            ArticleKeyKind.Headline,
            $"apart\n{article.Id}\n{article.Source.Id}\n{article.Headline}\n{article.Published?.Value?.UtcDateTime:yyyy-MM-dd}\n"
                + (article.Identifiers.Count > 0 ? article.Identifiers[0] : "")
        );

    /// <summary>The address under the other of http and https, to look it up; it is not kept as a key of its own.</summary>
    public static ArticleKey? OtherScheme(Article article) =>
        article.Url is not { } url ? null
        : url.StartsWith("https://", StringComparison.Ordinal) ? Address("http://" + url[8..])
        : Address("https://" + url[7..]);

    /// <summary>Whether the form of an identifier makes it unique among all sources.</summary>
    public static bool IsGlobal(string identifier) =>
        identifier.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
        || identifier.StartsWith("tag:", StringComparison.OrdinalIgnoreCase);

    private static ArticleKey Of(ArticleKeyKind kind, string text) =>
        new(kind, BinaryPrimitives.ReadUInt128BigEndian(XxHash128.Hash(Encoding.UTF8.GetBytes(text))));
}
