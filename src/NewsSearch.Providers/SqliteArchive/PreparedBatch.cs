using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// A batch with everything done that does not need the database: compression, hashes, JSON. What was compressed lies in
/// one buffer, which goes back to the codec when the batch is disposed.
/// </summary>
internal sealed class PreparedBatch : IDisposable
{
    private readonly BodyCodec _codec;
    private readonly ArrayBufferWriter<byte> _compressed;
    private readonly int _payload;

    public PreparedBatch(IngestBatch batch, BodyCodec codec)
    {
        (Batch, _codec, _compressed) = (batch, codec, codec.Rent());
        PayloadHash = SHA256.HashData(batch.Payload.Span);
        _payload = codec.CompressPlain(batch.Payload.Span, _compressed);
        Items = [.. batch.Items.Select(i => PreparedItem.From(i, batch, codec, _compressed))];
        Readings = Hashes(batch);
    }

    public IngestBatch Batch { get; }
    public byte[] PayloadHash { get; }

    /// <summary>The payload, compressed.</summary>
    public ReadOnlySpan<byte> Payload => _compressed.WrittenSpan[.._payload];
    public PreparedItem[] Items { get; }

    /// <summary>Hashes of the different readings of the items.</summary>
    public Dictionary<ReadingContext, byte[]> Readings { get; }

    public TaskCompletionSource<SaveResult> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _codec.GiveBack(_compressed);

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

    /// <summary>Why it cannot be stored: what is known of its article is damaged.</summary>
    public string? Damage { get; set; }
    public Delivery Delivery { get; private init; }
    public DateTimeOffset Received { get; private init; }

    /// <summary>The article's JSON as it is stored when nothing has to be merged.</summary>
    public byte[] Meta { get; private init; } = [];

    /// <summary>Beginning of the body, while the dictionary is still to be trained.</summary>
    public byte[]? Sample { get; private init; }
    public long? Dictionary { get; private init; }

    /// <summary>Its body, compressed, in the buffer of the batch; null where it has none.</summary>
    public ReadOnlyMemory<byte>? Body { get; private init; }

    public static PreparedItem From(
        IngestItem item,
        IngestBatch batch,
        BodyCodec codec,
        ArrayBufferWriter<byte> compressed
    )
    {
        if (item.Article is not { } article)
            return new PreparedItem { Item = item };
        var delivery = Delivery.Of(article, item.Reading?.Format ?? batch.Parser);
        var meta = StoredArticleJson.Write(article);
        if (string.IsNullOrEmpty(article.Body))
            return new PreparedItem
            {
                Item = item,
                Delivery = delivery,
                Meta = meta,
            };
        var text = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(article.Body.Length));
        var bytes = text.AsSpan(0, Encoding.UTF8.GetBytes(article.Body, text));
        var sample = codec.Current == 0 ? bytes[..Math.Min(bytes.Length, BodyCodec.SampleBytes)].ToArray() : null;
        var (dictionary, length) = codec.Compress(bytes, compressed);
        ArrayPool<byte>.Shared.Return(text);
        return new PreparedItem
        {
            Item = item,
            Delivery = delivery,
            Received = batch.Received,
            Meta = meta,
            Sample = sample,
            Dictionary = dictionary,
            Body = compressed.WrittenMemory[^length..],
        };
    }
}
