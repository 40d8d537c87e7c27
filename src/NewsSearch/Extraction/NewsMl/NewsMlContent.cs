using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Nitf;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMl;

/// <summary>
/// Finds in the tree of components what is the text, what stands above it and what is a picture. A component may say
/// its role; where none does, the longest text is the body.
/// </summary>
internal static class NewsMlContent
{
    private static readonly string[] Bodies = ["main", "body", "article", "maintext", "text", "story"];

    private static readonly string[] NoBodies =
    [
        "abstract",
        "caption",
        "contact",
        "headline",
        "logo",
        "stylesheet",
        "subheadline",
        "summary",
        "teaser",
    ];

    private sealed record Part(XElement Component, string? Role, ArticleDraft Text);

    public static void Read(XElement item, ArticleDraft draft)
    {
        var parts = item.Below("ContentItem").Select(Text).OfType<Part>().ToList();
        var main = parts
            .Where(p => p.Text.Body is not null && !NoBodies.Contains(p.Role) && !IsPicture(p.Component))
            .OrderByDescending(p => Bodies.Contains(p.Role))
            .ThenByDescending(p => p.Text.Body!.Length)
            .FirstOrDefault();
        // A notice has none.
        if ((main?.Component ?? item.At("NewsComponent")) is { } component)
            ReadLines(component, draft);
        if (main is not null)
            Take(main.Text, draft);
        draft.Subheadline ??= CleanText.Line(InRole(parts, "subheadline"));
        foreach (var picture in item.Below("NewsComponent").Where(IsPicture))
            AddPicture(picture, parts, draft);
        if (draft.Body is not null)
            return;
        draft.Body = InRole(parts, "abstract") ?? InRole(parts, "summary") ?? InRole(parts, "caption");
        draft.Completeness = Completeness.Excerpt;
    }

    /// <summary>The component that holds it says its role, or one around it does.</summary>
    private static string? Role(XElement content) =>
        content
            .Ancestors()
            .Where(a => a.Name.LocalName == "NewsComponent")
            .Select(a => a.At("Role").ValueOf("FormalName"))
            .FirstOrDefault(r => r is not null)
            ?.ToLowerInvariant();

    private static Part? Text(XElement content)
    {
        if (content.At("DataContent") is not { } data || content.Parent is not { } component)
            return null;
        var type = content.At("MimeType").ValueOf("FormalName") ?? content.At("Format").ValueOf("FormalName") ?? "";
        var text = new ArticleDraft();
        if (data.Below("nitf").FirstOrDefault() is { } nitf)
            NitfBody.Read(nitf, text);
        else if (data.HasElements)
        {
            text.Images.AddRange(WirePictures.Within(data));
            var html = data.Below("html").FirstOrDefault();
            text.Body = WireBlocks.Paragraphs(html.At("body") ?? html ?? data);
        }
        else if (content.At("Encoding") is null && !type.Contains("css", StringComparison.OrdinalIgnoreCase))
            text.Body = type.Contains("html", StringComparison.OrdinalIgnoreCase)
                ? Html.HtmlText.Paragraphs(data.Value)
                : CleanText.Paragraphs(data.Value);
        return new Part(component, Role(content), text);
    }

    private static void Take(ArticleDraft text, ArticleDraft draft)
    {
        draft.Body = text.Body;
        draft.Completeness = text.Completeness;
        draft.Headline ??= text.Headline;
        draft.Subheadline ??= text.Subheadline;
        draft.Byline ??= text.Byline;
        draft.Dateline ??= text.Dateline;
        draft.Authors.AddRange(text.Authors);
        draft.Images.AddRange(text.Images);
    }

    private static string? InRole(List<Part> parts, string role) => parts.Find(p => p.Role == role)?.Text.Body;

    // The lines of the component of the text, then of those around it, then of all that are no pictures.
    private static void ReadLines(XElement component, ArticleDraft draft)
    {
        var item = component.Ancestors().LastOrDefault(a => a.Name.LocalName == "NewsItem") ?? component;
        var lines = component
            .AncestorsAndSelf()
            .SelectMany(a => a.All("NewsLines"))
            .Concat(item.Below("NewsLines").Where(l => l.Parent is null || !IsPicture(l.Parent)))
            .ToList();
        draft.Headline = First(lines, "HeadLine");
        draft.Subheadline = First(lines, "SubHeadLine");
        draft.Byline = First(lines, "ByLine");
        draft.Dateline = Datelines.Place(First(lines, "DateLine"));
        foreach (var line in lines.SelectMany(l => l.All("KeywordLine")).Distinct())
            Feeds.FeedTopics.AddList(line.Line(), draft.Keywords);
    }

    private static string? First(List<XElement> lines, string name) =>
        lines.SelectMany(l => l.All(name)).Select(l => l.Line()).FirstOrDefault(l => l is not null);

    private static bool IsPicture(XElement component) => component.All("ContentItem").Any(IsImage);

    private static bool IsImage(XElement content) =>
        content.ValueOf("Href") is not null
        && (
            content.At("MimeType").ValueOf("FormalName")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
                == true
            || content.At("MediaType").ValueOf("FormalName") is "Photo" or "Graphic" or "Image" or "Picture"
        );

    private static void AddPicture(XElement component, List<Part> parts, ArticleDraft draft)
    {
        if (component.At("Role").ValueOf("FormalName") is "Logo" or "Video")
            return;
        var address = WirePictures.Widest(
            component.All("ContentItem").Where(IsImage).Select(c => (c.ValueOf("Href"), Width(c)))
        );
        var lines = component.All("NewsLines").ToList();
        var caption =
            CleanText.Line(parts.Find(p => p.Component == component || p.Component.Parent == component)?.Text.Body)
            ?? First(lines, "HeadLine");
        var credit = First(lines, "CreditLine") ?? First(lines, "ByLine");
        if (WirePictures.Picture(address, caption, credit) is { } picture)
            draft.Images.Add(picture);
    }

    private static string? Width(XElement content) =>
        content
            .At("Characteristics")
            .All("Property")
            .FirstOrDefault(p => p.ValueOf("FormalName") is "PixelWidth" or "Width")
            .ValueOf("Value");
}
