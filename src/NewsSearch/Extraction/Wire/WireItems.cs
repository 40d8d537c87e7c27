using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Extraction.Wire;

/// <summary>What became of one item: an article, or the reason why there is none.</summary>
internal readonly record struct WireOutcome(Article? Article, string? Problem = null, bool IsRejected = false)
{
    public static WireOutcome Reject(string reason) => new(null, reason, IsRejected: true);

    /// <summary>The article of this draft; refused when it has neither headline nor body.</summary>
    public static WireOutcome Of(ArticleDraft draft, ReadContext context) =>
        draft.IsItem
            ? new WireOutcome(draft.Build(context, null))
            : Reject("neither headline nor body. Give it at least one of them.");
}

/// <summary>
/// Reads the items of an XML document one after the other. Document types are passed over: nothing they declare is
/// expanded, nothing they name is fetched.
/// </summary>
/// <param name="what">What such a document is called in messages.</param>
/// <param name="items">Names of the elements that are items, wherever they stand.</param>
/// <param name="read">Makes an article of one.</param>
internal sealed class WireItems(string what, HashSet<string> items, Func<XElement, ReadContext, WireOutcome> read)
{
    // Characters by which the encoding is told, where no mark and no declaration does.
    private const int EncodingZone = 64 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        // Comments and instructions are passed over here: the reader's own way of ignoring them calls itself once for
        // each, and a document of many would exhaust the stack.
        IgnoreComments = false,
        IgnoreProcessingInstructions = false,
    };

    private static readonly XmlWriterSettings Written = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
    };

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var recorder = new WireRecorder(input, context.MaxItemBytes);
        using var xml = await OpenAsync(recorder, cancellation);
        var first = await NextAsync(xml, recorder, context, cancellation);
        var second = first is null or { IsLast: true } ? null : await NextAsync(xml, recorder, context, cancellation);
        // A document that is one item is archived as it came.
        if (first is { IsLast: false, Item: var only } && second is null && !recorder.IsPartial)
            yield return only with
            {
                Raw = recorder.Kept,
            };
        else if (first is not null)
            yield return first.Value.Item;
        for (var next = second; next is not null; next = await NextAsync(xml, recorder, context, cancellation))
        {
            yield return next.Value.Item;
            if (next.Value.IsLast)
                yield break;
        }
        if (first is null)
            yield return new ReadItem(
                recorder.Kept,
                null,
                null,
                $"no {string.Join(", ", items)} in the document. Send {what}."
            );
    }

    private static async Task<XmlReader> OpenAsync(WireRecorder recorder, CancellationToken cancellation)
    {
        var head = await recorder.HeadAsync(EncodingZone, cancellation);
        var (encoding, mark) = FeedEncoding.Find(head.Span);
        recorder.Pass(mark);
        return XmlReader.Create(new WireText(new StreamReader(recorder, encoding, false)), Settings);
    }

    private async ValueTask<(ReadItem Item, bool IsLast)?> NextAsync(
        XmlReader xml,
        WireRecorder recorder,
        ReadContext context,
        CancellationToken cancellation
    )
    {
        var line = 0L;
        try
        {
            while (await xml.ReadAsync())
            {
                cancellation.ThrowIfCancellationRequested();
                if (xml.NodeType != XmlNodeType.Element || !items.Contains(xml.LocalName))
                    continue;
                line = ((IXmlLineInfo)xml).LineNumber;
                recorder.Forget();
                return (await ReadItemAsync(xml, line, context), false);
            }
            return null;
        }
        catch (XmlException broken)
        {
            var bytes = await recorder.ReadRestAsync(cancellation);
            return (new ReadItem(bytes, Math.Max(line, 1), null, NotXml(broken)), true);
        }
    }

    private async Task<ReadItem> ReadItemAsync(XmlReader xml, long line, ReadContext context)
    {
        try
        {
            var element = await WireTree.ReadAsync(xml, context.MaxItemBytes);
            var (article, problem, isRejected) = read(element, context);
            return new ReadItem(
                Bytes(element),
                line,
                article,
                problem is null ? null : $"line {Number(line)}: {problem}",
                isRejected
            );
        }
        catch (WireShapeException shape)
        {
            var bytes = Bytes(shape.Begun);
            return shape.IsTooLarge
                ? ItemBytes.TooLarge(bytes, context.MaxItemBytes, line, "the item")
                : new ReadItem(bytes, line, null, $"line {Number(line)}: {shape.Message}. Send it flatter.");
        }
    }

    /// <summary>The element as a document of its own in UTF-8.</summary>
    private static byte[] Bytes(XElement element)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Written))
            element.WriteTo(writer);
        return bytes.ToArray();
    }

    private static string NotXml(XmlException broken)
    {
        var what = broken.Message;
        var place = what.IndexOf(" Line ", StringComparison.Ordinal);
        var where = $"line {Number(broken.LineNumber)}: not well-formed XML at column {Number(broken.LinePosition)}: ";
        var fix = what.Contains("undeclared entity", StringComparison.Ordinal)
            ? "Entities that a document type declares are not expanded: write the characters themselves."
            : "Fix this place and send the document again.";
        return $"{where}{(place < 0 ? what : what[..place])} {fix}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
