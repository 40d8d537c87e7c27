using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Reads one url element of a sitemap.</summary>
internal static class SitemapItem
{
    private const string Evidence = "sitemap";

    public static ArticleDraft Read(MarkupNode item, FeedHead head, ReadContext context, bool isCut)
    {
        var baseAddress = item.Scope.Base ?? head.Base;
        var news = item.First("news:news") ?? item;
        var publication = news.First("news:publication") ?? news;
        var video = item.First("video:video");
        var draft = new ArticleDraft
        {
            Url = FeedAddress.Resolve(item.Line("loc"), baseAddress),
            Headline = Headline(news, "news:title") ?? (video is null ? null : Headline(video, "video:title")),
            Language = CleanText.LanguageTag(
                publication.Line("news:language") ?? news.Line("news:language", "language") ?? item.Scope.Language
            ),
            Genre = news.Line("news:genres"),
            Modified = DateReading.Instant(item.Line("lastmod")),
            Source = Source(publication.Line("news:name", "news:publication_name")),
            IsAccessibleForFree = Access(news.Line("news:access")),
        };
        var published = news.Line("news:publication_date") ?? video?.Line("video:publication_date");
        draft.Published = DateReading.Read(published, Evidence, context.Retrieved);
        ReadImages(item, video, baseAddress, draft);
        FeedTopics.Read(news, draft);
        if (head.Carrier is not null)
            draft.Via.Add(head.Carrier);
        return draft;
    }

    private static string? Headline(MarkupNode node, string name) =>
        node.First(name) is { } title ? HtmlFragment.Line(MarkupText.EscapedHtml(title)) : null;

    private static ArticleSource? Source(string? name) =>
        SourceId.FromName(name) is var source && source == SourceId.Unknown ? null : source;

    // "Registration" costs nothing.
    private static bool? Access(string? access) =>
        string.Equals(access, "Subscription", StringComparison.OrdinalIgnoreCase) ? false : null;

    private static void ReadImages(MarkupNode item, MarkupNode? video, string? baseAddress, ArticleDraft draft)
    {
        foreach (var image in item.All("image:image"))
        {
            var url = FeedAddress.Resolve(image.Line("image:loc"), baseAddress);
            var caption = Headline(image, "image:caption") ?? Headline(image, "image:title");
            if (url is not null)
                FeedImages.Add(url, caption, null, draft.Images);
        }
        if (video is not null && FeedAddress.Resolve(video.Line("video:thumbnail_loc"), baseAddress) is { } thumbnail)
            FeedImages.Add(thumbnail, null, null, draft.Images);
    }
}
