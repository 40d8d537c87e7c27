using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Nitf;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMlG2;

/// <summary>Reads the content of an item: NITF, XHTML or plain text within it, pictures that it refers to.</summary>
internal static class G2Content
{
    public static void Read(XElement item, ArticleDraft draft)
    {
        var metadata = item.At("contentMeta");
        var set = item.At("contentSet");
        // The same text may come in several variants; the fullest is the article.
        var texts = set.All("inlineXML").Concat(set.All("inlineData")).Select(c => Text(c, draft)).OfType<string>();
        draft.Body ??= texts.MaxBy(t => t.Length);
        ReadPictures(set, metadata, draft);
        if (draft.Body is not null)
            return;
        draft.Body = Descriptions(metadata) ?? References(item);
        draft.Completeness = Completeness.Excerpt;
    }

    private static string? Text(XElement content, ArticleDraft draft)
    {
        var type = content.ValueOf("contenttype") ?? "";
        if (content.Name.LocalName == "inlineData")
            return content.ValueOf("encoding") is not null ? null
                : type.Contains("html", StringComparison.Ordinal) ? Html.HtmlText.Paragraphs(content.Value)
                : CleanText.Paragraphs(content.Value);
        if (content.Below("nitf").FirstOrDefault() is { } nitf)
        {
            var inner = new ArticleDraft();
            NitfBody.Read(nitf, inner);
            Fill(draft, inner);
            return inner.Completeness is null ? inner.Body : null;
        }
        draft.Images.AddRange(WirePictures.Within(content));
        var html = content.Below("html").FirstOrDefault();
        return html is not null || type.Contains("html", StringComparison.Ordinal)
            ? WireBlocks.Paragraphs(WithoutFurniture(html ?? content))
            // Results and events are data; what they have of prose is marked as such.
            : WireBlocks.Paragraphs(content.Below("p"));
    }

    // The page repeats headline, section and source above its text, where it marks the text.
    private static XElement WithoutFurniture(XElement html) =>
        html.Below("div").FirstOrDefault(d => d.ValueOf("class") is "bodytext" or "body" or "article-body")
        ?? html.At("body")
        ?? html;

    private static void Fill(ArticleDraft draft, ArticleDraft inner)
    {
        draft.Headline ??= inner.Headline;
        draft.Subheadline ??= inner.Subheadline;
        draft.Dateline = inner.Dateline ?? draft.Dateline;
        draft.Images.AddRange(inner.Images);
        // The line as it is printed, rather than one made of the creators.
        if (inner.Byline is not null)
            draft.Byline = inner.Byline;
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(inner.Authors);
    }

    private static void ReadPictures(XElement? set, XElement? metadata, ArticleDraft draft)
    {
        var pictures = set.All("remoteContent")
            .Where(c => c.ValueOf("contenttype")?.StartsWith("image/", StringComparison.Ordinal) == true)
            .Select(c => (c.ValueOf("href"), c.ValueOf("width")))
            .ToList();
        if (pictures.Count == 0)
            return;
        var credit = metadata.At("creditline").Line() ?? G2Metadata.Name(metadata.At("creator"));
        var caption = CleanText.Line(Descriptions(metadata));
        if (WirePictures.Picture(WirePictures.Widest(pictures), caption, credit) is { } picture)
            draft.Images.Add(picture);
    }

    private static string? Descriptions(XElement? metadata) =>
        WireBlocks.Paragraphs(metadata.All("description").Take(1));

    // A package tells of its items by title and description.
    private static string? References(XElement item)
    {
        var lines = item.All("groupSet")
            .SelectMany(g => g.Below("itemRef"))
            .SelectMany(r => new[] { r.At("title").Line(), r.At("description").Line() })
            .OfType<string>()
            .ToList();
        return lines.Count == 0 ? null : string.Join("\n\n", lines);
    }
}
