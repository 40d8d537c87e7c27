using System.Runtime.CompilerServices;
using NewsSearch.Extraction.Containers;
using NewsSearch.Sources;

namespace NewsSearch.Extraction.Warc;

/// <summary>
/// Files of records of a crawl. Requests, redirects, errors, pictures, styles and scripts are passed over and are no
/// items; a damaged record is an item with its place, and reading goes on at the next one.
/// </summary>
public abstract class WebArchiveReader(ArticleReaders readers) : IArticleReader, IContainerReader
{
    private const int Certain = 95;

    public abstract string Format { get; }
    public abstract int Version { get; }
    public abstract string MediaType { get; }

    private protected abstract RecordSyntax Syntax { get; }

    public int Recognize(ReadOnlySpan<byte> head) => Begins(GzipHeader.Expand(head)) ? Certain : 0;

    private protected abstract bool Begins(ReadOnlySpan<byte> head);

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var nesting = Nesting.Enter(context, ContainerLimits.Default);
        if (nesting.IsTooDeep)
        {
            yield return nesting.TooDeep();
            yield break;
        }
        await using var peeked = await PeekedStream.OpenAsync(input, ArticleReaders.HeadSize, cancellation);
        using var members = GzipHeader.IsGzip(peeked.Head.Span) ? new GzipMembers(peeked, nesting.Limits) : null;
        var window = new RecordWindow(members ?? (IByteSource)new PlainBytes(peeked));
        var records = new RecordStream(window, Syntax, WebContent.Judge, context.MaxItemBytes);
        var items = new RecordItems(readers, context with { Nesting = nesting });
        while (await records.NextAsync(cancellation) is { } record)
        {
            await foreach (var item in items.ReadAsync(record, cancellation))
                yield return item;
        }
        if (records.Seen == 0)
            yield return new ReadItem(
                default,
                null,
                null,
                $"no {Format} record can be read. Send the file as it was written."
            );
    }
}
