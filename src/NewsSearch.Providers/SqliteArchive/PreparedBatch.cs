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

    public TaskCompletionSource<SaveResult> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static PreparedBatch From(IngestBatch batch, BodyCodec codec) =>
        new()
        {
            Batch = batch,
            PayloadHash = SHA256.HashData(batch.Payload.Span),
            Payload = codec.CompressPlain(batch.Payload.Span),
            Items = [.. batch.Items.Select(i => PreparedItem.From(i, codec))],
        };
}

/// <summary>One item, ready to be inserted if it turns out to be new or changed.</summary>
internal sealed class PreparedItem
{
    public required IngestItem Item { get; init; }
    public byte[] Hash { get; private init; } = [];

    /// <summary>The article's JSON as it is stored when nothing has to be merged.</summary>
    public byte[] Meta { get; private init; } = [];

    /// <summary>Beginning of the body, while the dictionary is still to be trained.</summary>
    public byte[]? Sample { get; private init; }
    public long? Dictionary { get; private init; }
    public byte[]? Body { get; private init; }

    public static PreparedItem From(IngestItem item, BodyCodec codec)
    {
        if (item.Article is not { } article)
            return new PreparedItem { Item = item };
        var text = string.IsNullOrEmpty(article.Body) ? null : Encoding.UTF8.GetBytes(article.Body);
        var (dictionary, body) = text is null ? default : codec.Compress(text);
        return new PreparedItem
        {
            Item = item,
            Hash = ArticleRevision.ContentHash(article),
            Meta = StoredArticleJson.Write(article),
            Sample = codec.Current == 0 ? text?[..Math.Min(text.Length, BodyCodec.SampleBytes)] : null,
            Dictionary = dictionary,
            Body = body,
        };
    }
}
