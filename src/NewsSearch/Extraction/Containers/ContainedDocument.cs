using System.Runtime.CompilerServices;
using NewsSearch.Sources;

namespace NewsSearch.Extraction.Containers;

/// <summary>Reads a document that lies in a container.</summary>
internal static class ContainedDocument
{
    private const int RawOfUnknown = 4096;

    /// <summary>
    /// The items that this reader finds; a reason is preceded by the name of the entry. Damage and passed limits end
    /// the document with an item.
    /// </summary>
    /// <param name="name">Of the entry; null when it adds nothing.</param>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        IArticleReader reader,
        Stream document,
        ReadContext context,
        string? name,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var origin = new ItemOrigin(reader, context);
        await using var items = reader.ReadAsync(document, context, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            ReadItem? item;
            var isLast = false;
            try
            {
                item = await items.MoveNextAsync() ? items.Current : null;
            }
            catch (ContainerProblemException problem)
            {
                item = Problem(problem);
                isLast = true;
            }
            if (item is null)
                yield break;
            // The innermost document sets the origin, those around it leave it.
            yield return item with
            {
                Problem = item.Problem is null || name is null ? item.Problem : $"{name}: {item.Problem}",
                Origin = item.Origin ?? origin,
            };
            if (isLast)
                yield break;
        }
    }

    /// <summary>Tells the format from the first bytes and reads; an unknown one is one item.</summary>
    public static async IAsyncEnumerable<ReadItem> RecognizeAndReadAsync(
        ArticleReaders readers,
        Stream document,
        ReadContext context,
        string? name,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        PeekedStream? peeked = null;
        ReadItem? damaged = null;
        try
        {
            peeked = await PeekedStream.OpenAsync(document, ArticleReaders.HeadSize, cancellation);
        }
        catch (ContainerProblemException problem)
        {
            damaged = Problem(problem);
        }
        if (peeked is null)
        {
            yield return Named(damaged!, name);
            yield break;
        }
        await using (peeked)
        {
            var head = peeked.Head;
            if (readers.Recognize(head.Span) is not { } reader)
            {
                yield return Named(Unknown(head), name);
                yield break;
            }
            await foreach (var item in ReadAsync(reader, peeked, context, name, cancellation))
                yield return item;
        }
    }

    public static ReadItem Problem(ContainerProblemException problem) =>
        new(default, null, null, problem.Message, problem.IsRejected);

    public static ReadItem Named(ReadItem item, string? name) =>
        name is null ? item : item with { Problem = $"{name}: {item.Problem}" };

    private static ReadItem Unknown(ReadOnlyMemory<byte> head) =>
        new(
            head[..Math.Min(head.Length, RawOfUnknown)],
            null,
            null,
            head.IsEmpty ? "it is empty" : "its bytes are of no format that can be read"
        );
}
