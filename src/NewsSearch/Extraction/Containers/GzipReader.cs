using System.Runtime.CompilerServices;

namespace NewsSearch.Extraction.Containers;

/// <summary>A gzip file of any format that is known; more than one member are one file.</summary>
/// <param name="readers">Read what is in it.</param>
/// <param name="limits">Default: <see cref="ContainerLimits.Default"/>.</param>
public sealed class GzipReader(ArticleReaders readers, ContainerLimits? limits = null)
    : IArticleReader,
        IContainerReader
{
    // Below the readers that know what is in it.
    private const int Possible = 60;

    public string Format => "gzip";
    public int Version => 1;
    public string MediaType => "application/gzip";

    public int Recognize(ReadOnlySpan<byte> head) => GzipHeader.IsGzip(head) ? Possible : 0;

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var nesting = Nesting.Enter(context, limits ?? ContainerLimits.Default);
        if (nesting.IsTooDeep)
        {
            yield return nesting.TooDeep();
            yield break;
        }
        await using var expanded = Expand(input, nesting);
        var inner = context with { Nesting = nesting };
        var items = ContainedDocument.RecognizeAndReadAsync(readers, expanded, inner, null, cancellation);
        await foreach (var item in items)
            yield return item;
    }

    /// <summary>Expands within the limits; the input stays open.</summary>
    internal static ExpandedStream Expand(Stream input, Nesting nesting)
    {
        var counted = new CountedStream(input);
        return new ExpandedStream(new GzipStream(counted), nesting, () => counted.Count);
    }
}
