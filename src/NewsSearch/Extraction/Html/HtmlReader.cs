using System.Runtime.CompilerServices;
using System.Text;
using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>One HTML page: JSON-LD, then meta elements, then microdata, then what it shows; the main text by where the prose lies.</summary>
public sealed class HtmlReader : IArticleReader
{
    private static readonly string[] Openings =
    [
        "<head",
        "<body",
        "<title",
        "<meta",
        "<div",
        "<p>",
        "<p ",
        "<article",
        "<main",
        "<section",
        "<h1",
        "<script",
        "<link",
        "<style",
        "<span",
        "<table",
        "<a ",
        "<img",
    ];

    public string Format => "html";
    public int Version => 3;
    public string MediaType => "text/html";

    public int Recognize(ReadOnlySpan<byte> head)
    {
        var text = TextDecoding.IsUtf16(head)
            ? TextDecoding.Decode(head, mayDeclare: false)
            : Encoding.Latin1.GetString(head.StartsWith("\uFEFF"u8) ? head[3..] : head);
        var start = SkipComments(text.AsSpan().TrimStart());
        if (start.IsEmpty || start[0] != '<')
            return 0;
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || IsTag(start, "<html"))
            return 90;
        if (
            start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
        )
            return start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? 85 : 0;
        foreach (var opening in Openings)
        {
            if (start.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
                return 70;
        }
        return 0;
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (bytes, isTooLarge) = await ItemBytes.ReadAllAsync(input, context.MaxItemBytes, cancellation);
        yield return isTooLarge
            ? ItemBytes.TooLarge(bytes, context.MaxItemBytes, null, "the page")
            : Read(bytes, context);
    }

    private static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadContext context)
    {
        using var document = PageParser.Parse(TextDecoding.Decode(bytes.Span, mayDeclare: true));
        var article = Read(document, context);
        return article is null
            ? new ReadItem(
                bytes,
                null,
                null,
                "the page has neither headline nor text. Send the article's page.",
                IsRejected: true
            )
            : new ReadItem(bytes, null, article);
    }

    private static Article? Read(IHtmlDocument document, ReadContext context)
    {
        var data = JsonLd.FindArticle(document);
        var meta = new MetaTags(document);
        var draft = PageFields.Read(document, data, Microdata.FindArticle(document), meta, context);
        var described = PageFields.Description(data, meta);
        var page = PageOutline.Of(document.Body ?? document.DocumentElement);
        var zone = BodyZone.Find(page);
        var credits = PageCredits.Read(page, zone, draft, context);
        var text = MainText.Read(page, zone, draft, credits, data?.Paragraphs("articleBody"));
        draft.Body = text;
        if (text is null && described is not null && described != draft.Headline)
        {
            draft.Body = described;
            draft.Completeness = Completeness.Excerpt;
        }
        if (!draft.HasText)
            return null;
        if (draft.Body is not null)
            draft.Dateline ??= Bylines.SplitDateline(draft.Body).Place;
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(Bylines.Authors(draft.Byline));
        AddPage(draft, context);
        return draft.Build(context, context.Url);
    }

    // A page of the web is a channel of its own, beside a feed or a wire that carries the same article.
    private static void AddPage(ArticleDraft draft, ReadContext context)
    {
        if (context.Via is null && CanonicalUrl.Normalize(context.Url) is { } page)
            draft.Via.Add(new Carrier(SourceId.Domain(page)!, page, context.Retrieved));
    }

    private static bool IsTag(ReadOnlySpan<char> text, string tag) =>
        text.StartsWith(tag, StringComparison.OrdinalIgnoreCase)
        && (text.Length == tag.Length || !char.IsLetterOrDigit(text[tag.Length]));

    private static ReadOnlySpan<char> SkipComments(ReadOnlySpan<char> text)
    {
        while (text.StartsWith("<!--"))
        {
            var end = text.IndexOf("-->");
            if (end < 0)
                return [];
            text = text[(end + 3)..].TrimStart();
        }
        return text;
    }
}
