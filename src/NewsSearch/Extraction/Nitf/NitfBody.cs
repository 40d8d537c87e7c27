using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Nitf;

/// <summary>
/// Reads <c>body</c> of NITF, alone or within NewsML. What the draft has already is kept: the envelope knows better.
/// </summary>
internal static class NitfBody
{
    public static void Read(XElement nitf, ArticleDraft draft)
    {
        var body = nitf.At("body");
        var head = body.At("body.head");
        var content = body.At("body.content");
        draft.Headline ??= (head.At("hedline", "hl1") ?? head.At("hedline")).Line();
        draft.Subheadline ??= head.At("hedline", "hl2").Line();
        ReadByline(head.At("byline") ?? content.At("byline"), draft);
        draft.Dateline ??= Dateline(head.At("dateline") ?? content.At("dateline"));
        if (content is not null)
            ReadContent(content, draft);
        if (draft.Body is null && head is not null)
        {
            draft.Body = WireBlocks.Paragraphs(head.All("abstract"));
            draft.Completeness = Completeness.Excerpt;
        }
    }

    private static void ReadContent(XElement content, ArticleDraft draft)
    {
        draft.Images.AddRange(WirePictures.Within(content));
        // Archives repeat the first paragraphs in a block of their own before the block of the whole text.
        var whole = content.All("block").FirstOrDefault(b => b.ValueOf("class") is "full_text");
        draft.Body ??= WireBlocks.Paragraphs(whole ?? content);
        if (draft.Body is not null)
            draft.Dateline ??= Bylines.SplitDateline(draft.Body).Place;
    }

    private static void ReadByline(XElement? byline, ArticleDraft draft)
    {
        if (byline.Line() is not { } line)
            return;
        draft.Byline ??= line;
        if (draft.Authors.Count > 0)
            return;
        var persons = byline.Below("person").Select(p => p.Line()).OfType<string>().ToList();
        draft.Authors.AddRange(persons.Count > 0 ? persons : Bylines.Authors(WithoutTitle(byline!)));
    }

    // "By Meredith Jameson, <byttl>Staff Reporter</byttl>": the title looks like a name.
    private static string? WithoutTitle(XElement byline) =>
        CleanText
            .Line(
                string.Concat(
                    byline
                        .DescendantNodes()
                        .OfType<XText>()
                        .Where(t => !t.Ancestors().Any(a => a.Name.LocalName == "byttl"))
                        .Select(t => t.Value)
                )
            )
            ?.TrimEnd(',', ' ');

    private static string? Dateline(XElement? dateline)
    {
        var place = dateline.At("location").Line();
        if (place is not null)
            return Datelines.Place(place);
        var text = dateline?.Nodes().Select(n => n is XText t ? t.Value : Text((XElement)n));
        return text is null ? null : Datelines.Place(string.Concat(text));
    }

    private static string Text(XElement element) => element.Name.LocalName == "story.date" ? "" : element.Value;
}
