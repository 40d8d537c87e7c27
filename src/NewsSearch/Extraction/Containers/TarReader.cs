using System.Runtime.CompilerServices;
using NewsSearch.Sources;

namespace NewsSearch.Extraction.Containers;

/// <summary>A tar file, plain or gzip: each file in it is read as what its first bytes say.</summary>
/// <param name="readers">Read the files in it.</param>
/// <param name="limits">Default: <see cref="ContainerLimits.Default"/>.</param>
public sealed class TarReader(ArticleReaders readers, ContainerLimits? limits = null) : IArticleReader, IContainerReader
{
    private const int Certain = 95;

    public string Format => "tar";
    public int Version => 1;
    public string MediaType => "application/x-tar";

    public int Recognize(ReadOnlySpan<byte> head) => TarHeader.Read(GzipHeader.Expand(head)) is null ? 0 : Certain;

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
        await using var peeked = await PeekedStream.OpenAsync(input, ArticleReaders.HeadSize, cancellation);
        await using var expanded = GzipHeader.IsGzip(peeked.Head.Span) ? GzipReader.Expand(peeked, nesting) : null;
        using var entries = new TarEntries(expanded ?? (Stream)peeked);
        // An address that came with the file is not that of the articles in it.
        var inner = context with
        {
            Nesting = nesting,
            Url = null,
        };
        while (!nesting.IsSpent)
        {
            var (entry, problem) = await NextAsync(entries, cancellation);
            problem ??= entry?.Problem is { } mistake ? new ReadItem(default, null, null, mistake) : null;
            if (problem is not null)
                yield return problem;
            if (entry is null)
                yield break;
            if (!entry.IsFile || EntryName.IsNoDocument(entry.Name))
                continue;
            var name = EntryName.Shown(entry.Name);
            if (nesting.AddEntry() is { } tooMany)
            {
                yield return new ReadItem(default, null, null, tooMany, IsRejected: true);
                yield break;
            }
            var items = ContainedDocument.RecognizeAndReadAsync(readers, entry.Bytes, inner, name, cancellation);
            await foreach (var item in items)
                yield return item;
        }
    }

    private static async ValueTask<(TarEntry? Entry, ReadItem? Problem)> NextAsync(
        TarEntries entries,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await entries.NextAsync(cancellation), null);
        }
        catch (ContainerProblemException problem)
        {
            return (null, ContainedDocument.Problem(problem));
        }
    }
}
