using System.Runtime.CompilerServices;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.SavedText;

/// <summary>Plain text: an article as it was copied from a page, with or without the furniture of the page around it.</summary>
public sealed class SavedTextReader : IArticleReader
{
    public string Format => "text";
    public int Version => 1;
    public string MediaType => "text/plain";

    /// <summary>Low: every other format is also text, so this one is the last resort.</summary>
    public int Recognize(ReadOnlySpan<byte> head) => PlainText.IsPlainText(head) ? 10 : 0;

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (bytes, isTooLarge) = await ItemBytes.ReadAllAsync(input, context.MaxItemBytes, cancellation);
        if (isTooLarge)
            yield return ItemBytes.TooLarge(bytes, context.MaxItemBytes, null, "the text");
        else if (PlainText.IsBinary(bytes.Span))
            yield return new ReadItem(bytes, null, null, "binary bytes, not text. Choose the format that they have.");
        else
            yield return Read(bytes, context);
    }

    private static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadContext context)
    {
        var text = CleanText.WithoutControls(TextDecoding.Decode(bytes.Span, mayDeclare: false));
        var page = SavedPage.Read(PageLine.Split(text), context);
        return page is null
            ? new ReadItem(
                bytes,
                null,
                null,
                "neither headline nor body. Send the text of the article.",
                IsRejected: true
            )
            : new ReadItem(bytes, null, page);
    }
}
