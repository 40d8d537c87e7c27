using System.Buffers.Binary;
using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>
/// What one channel delivered last of an article, as hashes. A channel that says the same again says nothing new, also
/// where another channel has changed the article since; so two channels never take turns in undoing each other.
/// </summary>
/// <param name="Channel">The format and the carriers.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="Content">Everything that makes a version.</param>
public readonly record struct Delivery(uint Channel, uint Headline, ulong Content)
{
    /// <summary>Bytes of one in <see cref="Write"/>.</summary>
    private const int Size = 16;

    /// <summary>Channels of one article that are remembered; of more, the one that came first is forgotten.</summary>
    private const int Most = 32;

    /// <param name="parser">Name of the format, with or without its version.</param>
    public static Delivery Of(Article article, string parser)
    {
        var channel = new TextHash();
        channel.Add(parser.Split('/', 2)[0]);
        foreach (var carrier in article.Via)
            channel.Add(carrier.Name, carrier.Url);
        var headline = new TextHash();
        headline.AddCollapsed(article.Headline);
        return new Delivery((uint)channel.Value, (uint)headline.Value, ContentHash(article));
    }

    /// <summary>The list with this delivery as the last one of its channel.</summary>
    public static IReadOnlyList<Delivery> Remember(IReadOnlyList<Delivery> seen, Delivery now) =>
        [.. seen.Where(d => d.Channel != now.Channel).TakeLast(Most - 1), now];

    public static byte[] Write(IReadOnlyList<Delivery> seen)
    {
        var bytes = new byte[seen.Count * Size];
        for (var n = 0; n < seen.Count; n++)
        {
            var one = bytes.AsSpan(n * Size, Size);
            BinaryPrimitives.WriteUInt32LittleEndian(one, seen[n].Channel);
            BinaryPrimitives.WriteUInt32LittleEndian(one[4..], seen[n].Headline);
            BinaryPrimitives.WriteUInt64LittleEndian(one[8..], seen[n].Content);
        }
        return bytes;
    }

    public static IReadOnlyList<Delivery> Read(ReadOnlySpan<byte> bytes)
    {
        var seen = new Delivery[bytes.Length / Size];
        for (var n = 0; n < seen.Length; n++)
        {
            var one = bytes.Slice(n * Size, Size);
            seen[n] = new Delivery(
                BinaryPrimitives.ReadUInt32LittleEndian(one),
                BinaryPrimitives.ReadUInt32LittleEndian(one[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(one[8..])
            );
        }
        return seen;
    }

    /// <summary>
    /// XxHash3 over everything that makes a version. White space, campaign parameters, the channel and the time of
    /// retrieval do not.
    /// </summary>
    public static ulong ContentHash(Article a)
    {
        var hash = new TextHash();
        hash.AddCollapsed(a.Headline, a.Subheadline, a.Body, a.Byline);
        hash.Add(a.Dateline, a.Section, a.Genre, ArticleComparison.Stated(a), a.Source.Id);
        hash.Add(a.Url, a.Completeness.ToString(), a.IsAccessibleForFree?.ToString());
        hash.Add(Instant(a.Published?.Value), a.Published?.Precision.ToString(), a.Published?.Rejected);
        hash.Add(Instant(a.Modified));
        hash.Add([.. a.Authors, "\u0001", .. a.Keywords, "\u0001", .. a.Places, "\u0001"]);
        foreach (var topic in a.Topics)
            hash.Add(topic.Code, topic.Name, topic.Scheme);
        foreach (var (url, caption, credit) in a.Images.Select(ArticleComparison.Shown))
            hash.Add(url, caption, credit);
        // Only where there is something: what was archived before articles had these keeps its hash.
        if (a.EmbargoedUntil is not null || a.Status != PublicationStatus.Usable)
            hash.Add("publication", Instant(a.EmbargoedUntil), a.Status.ToString());
        return hash.Value;
    }

    // In whichever zone it is written.
    private static string? Instant(DateTimeOffset? date) => date?.ToUniversalTime().ToString("O");
}
