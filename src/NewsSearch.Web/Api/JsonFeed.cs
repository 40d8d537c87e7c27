using System.Text.Json.Serialization;
using NewsSearch.Articles;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>A search as a JSON Feed 1.1.</summary>
public sealed record JsonFeed(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("home_page_url")] string HomePageUrl,
    [property: JsonPropertyName("feed_url")] string FeedUrl,
    [property: JsonPropertyName("next_url")] string? NextUrl,
    [property: JsonPropertyName("items")] IReadOnlyList<JsonFeedItem> Items
)
{
    public const string MediaType = "application/feed+json";

    public static JsonFeed Of(SearchFeed feed) =>
        new(
            "https://jsonfeed.org/version/1.1",
            feed.Title,
            feed.Page,
            feed.Self(SearchFeed.JsonPath),
            feed.Next(SearchFeed.JsonPath),
            [.. feed.Outcome.Answer.Items.Select(i => JsonFeedItem.Of(feed, i))]
        );
}

/// <summary>An article of a feed.</summary>
/// <param name="DatePublished">Only where the moment is known; a coarser date is no instant.</param>
/// <param name="DateModified">When this version was archived.</param>
public sealed record JsonFeedItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("external_url")] string? ExternalUrl,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("content_text")] string ContentText,
    [property: JsonPropertyName("date_published")] string? DatePublished,
    [property: JsonPropertyName("date_modified")] string DateModified,
    [property: JsonPropertyName("authors")] IReadOnlyList<JsonFeedAuthor> Authors,
    [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags,
    [property: JsonPropertyName("language")] string? Language
)
{
    public static JsonFeedItem Of(SearchFeed feed, SearchItem item)
    {
        var article = item.Article;
        return new JsonFeedItem(
            SearchFeed.IdOf(article),
            feed.PageOf(article),
            Uri.TryCreate(article.Url, UriKind.Absolute, out var original) ? original.AbsoluteUri : null,
            article.Headline,
            item.Highlight?.Snippet?.Text ?? "",
            article.Published is { Value: { } published, Precision: DatePrecision.Second }
                ? DateText.Machine(published)
                : null,
            DateText.Machine(item.Recorded),
            [
                .. (article.Authors.Count > 0 ? article.Authors : [article.Source.Name]).Select(n => new JsonFeedAuthor(
                    n
                )),
            ],
            article.Topics.Count == 0 ? null : [.. article.Topics.Select(t => t.Name ?? t.Code)],
            article.Language
        );
    }
}

public sealed record JsonFeedAuthor([property: JsonPropertyName("name")] string Name);
