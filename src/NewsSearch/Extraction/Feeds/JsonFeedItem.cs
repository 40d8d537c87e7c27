using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Reads one item of a JSON feed.</summary>
internal static class JsonFeedItem
{
    private const string Evidence = "feed";
    private const int DatelineZone = 300;
    private const int MostValues = 200;

    public static ArticleDraft Read(JsonElement item, FeedHead head, ReadContext context)
    {
        var draft = new ArticleDraft
        {
            Headline = HtmlFragment.Line(Text(item, "title") ?? ""),
            Language = CleanText.LanguageTag(Text(item, "language")) ?? head.Language,
            Source = head.Source,
            Modified = DateReading.Instant(Text(item, "date_modified")),
            Url =
                FeedAddress.Resolve(Text(item, "url"), head.Base)
                ?? FeedAddress.Resolve(Text(item, "external_url"), head.Base),
        };
        var date = Text(item, "date_published") ?? Text(item, "date_modified");
        draft.Published = DateReading.Read(date, Evidence, context.Retrieved);
        if (draft.Url is null && FeedAddress.IsAbsolute(Text(item, "id")))
            draft.Url = FeedAddress.Resolve(Text(item, "id"), null);
        if (draft.Url is null || draft.Url == head.Home || Text(item, "url")?.Contains('#') == true)
            draft.OwnId = CleanText.Line(Text(item, "id"));
        else if (CleanText.Line(Text(item, "id")) is { } id && id != draft.Url)
            draft.OtherIds.Add(id);
        ReadBody(item, draft);
        ReadImages(item, head, draft);
        var persons = Persons(item);
        FeedPersons.Apply(draft, persons.Count > 0 ? persons : Inherited(head), head.Source?.Name);
        foreach (var tag in List(item, "tags"))
            FeedTopics.Add(Text(tag), null, null, draft);
        if (head.Carrier is not null)
            draft.Via.Add(head.Carrier);
        return draft;
    }

    /// <summary>The authors of a feed or an item, by version 1.1 or 1.0.</summary>
    public static IReadOnlyList<FeedPerson> Persons(JsonElement? owner)
    {
        var persons = new List<FeedPerson>();
        foreach (var author in List(owner, "authors").Concat(List(owner, "author")))
        {
            var name = FeedPersons.Name(author.ValueKind == JsonValueKind.Object ? Text(author, "name") : Text(author));
            if (name is not null && !persons.Exists(p => p.Name == name))
                persons.Add(new FeedPerson(name, IsStructured: true));
        }
        return persons;
    }

    /// <summary>A text or number; null for anything else.</summary>
    public static string? Text(JsonElement? owner, string property) =>
        owner is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(property, out var found)
            ? Text(found)
            : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static IEnumerable<JsonElement> List(JsonElement? owner, string property) =>
        owner is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty(property, out var found) ? []
        : found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().Take(MostValues)
        : [found];

    private static List<FeedPerson> Inherited(FeedHead head) =>
        [.. head.Authors.Where(a => Bylines.LooksLikePerson(a.Name))];

    private static void ReadBody(JsonElement item, ArticleDraft draft)
    {
        var html = Text(item, "content_html");
        var body = html is null ? null : HtmlFragment.Paragraphs(html);
        body ??= PlainParagraphs.Read(Text(item, "content_text"));
        draft.Completeness = body is null || FeedTexts.LooksCut(body) ? Completeness.Excerpt : Completeness.Full;
        draft.Body = body is null ? PlainParagraphs.Read(Text(item, "summary")) : FeedTexts.WithoutFooter(body);
        if (draft.Body is { } text)
            draft.Dateline = Bylines.SplitDateline(text[..Math.Min(text.Length, DatelineZone)]).Place;
    }

    private static void ReadImages(JsonElement item, FeedHead head, ArticleDraft draft)
    {
        if (FeedAddress.Resolve(Text(item, "image") ?? Text(item, "banner_image"), head.Base) is { } image)
            FeedImages.Add(image, null, null, draft.Images);
        foreach (var attachment in List(item, "attachments"))
        {
            var url = Text(attachment, "url");
            if (
                FeedImages.IsImage(url, Text(attachment, "mime_type"), null)
                && FeedAddress.Resolve(url, head.Base) is { } address
            )
                FeedImages.Add(address, CleanText.Line(Text(attachment, "title")), null, draft.Images);
        }
        if (Text(item, "content_html") is { } html)
            FeedImages.ReadFigures(html, draft.Url ?? head.Base, draft.Images);
    }
}
