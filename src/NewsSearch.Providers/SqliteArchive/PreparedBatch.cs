using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>A batch with everything done that does not need the database: compression, hashes, JSON.</summary>
internal sealed class PreparedBatch
{
    public required IngestBatch Batch { get; init; }
    public required byte[] PayloadHash { get; init; }
    public required byte[] Payload { get; init; }
    public required PreparedItem[] Items { get; init; }

    /// <summary>Hashes of the different readings of the items.</summary>
    public required Dictionary<ReadingContext, byte[]> Readings { get; init; }

    public TaskCompletionSource<SaveResult> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static PreparedBatch From(IngestBatch batch, BodyCodec codec) =>
        new()
        {
            Batch = batch,
            PayloadHash = SHA256.HashData(batch.Payload.Span),
            Payload = codec.CompressPlain(batch.Payload.Span),
            Items = [.. batch.Items.Select(i => PreparedItem.From(i, batch, codec))],
            Readings = Hashes(batch),
        };

    // The items of a document share one reading: the same object, so that few are hashed.
    private static Dictionary<ReadingContext, byte[]> Hashes(IngestBatch batch)
    {
        var hashes = new Dictionary<ReadingContext, byte[]>(ReferenceEqualityComparer.Instance);
        foreach (var reading in batch.Items.Select(i => i.Reading).OfType<ReadingContext>())
            if (!hashes.ContainsKey(reading))
                hashes.Add(reading, Hash(reading));
        return hashes;
    }

    private static byte[] Hash(ReadingContext reading)
    {
        var hash = new XxHash128();
        foreach (var text in (string?[])[reading.Format, reading.Source, reading.Via, reading.Url])
        {
            hash.Append(Encoding.UTF8.GetBytes(text ?? "\u0001"));
            hash.Append("\u0000"u8);
        }
        hash.Append(BitConverter.GetBytes(reading.Retrieved?.UtcTicks ?? 0));
        hash.Append(BitConverter.GetBytes(reading.Head.Length));
        hash.Append(reading.Head.Span);
        hash.Append(reading.Tail.Span);
        return hash.GetHashAndReset();
    }
}

/// <summary>One item, ready to be inserted if it turns out to be new or changed.</summary>
internal sealed class PreparedItem
{
    public required IngestItem Item { get; init; }
    public Delivery Delivery { get; private init; }
    public DateTimeOffset Received { get; private init; }

    /// <summary>The article's JSON as it is stored when nothing has to be merged.</summary>
    public byte[] Meta { get; private init; } = [];

    /// <summary>Beginning of the body, while the dictionary is still to be trained.</summary>
    public byte[]? Sample { get; private init; }
    public long? Dictionary { get; private init; }
    public byte[]? Body { get; private init; }

    public static PreparedItem From(IngestItem item, IngestBatch batch, BodyCodec codec)
    {
        if (item.Article is not { } article)
            return new PreparedItem { Item = item };
        var text = string.IsNullOrEmpty(article.Body) ? null : Encoding.UTF8.GetBytes(article.Body);
        var (dictionary, body) = text is null ? default : codec.Compress(text);
        return new PreparedItem
        {
            Item = item,
            Delivery = Delivery.Of(article, item.Reading?.Format ?? batch.Parser),
            Received = batch.Received,
            Meta = StoredArticleJson.Write(article),
            Sample = codec.Current == 0 ? text?[..Math.Min(text.Length, BodyCodec.SampleBytes)] : null,
            Dictionary = dictionary,
            Body = body,
        };
    }
}
