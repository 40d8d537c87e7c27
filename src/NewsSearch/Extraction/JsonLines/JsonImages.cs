using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Images of the contract (texts or objects), of schema.org, and the pictures among ninjs associations.</summary>
internal static class JsonImages
{
    private const int LongestName = 24;

    private record struct Found(
        string? Url,
        string? Caption,
        string? Headline,
        string? Credit,
        string? Type,
        string? Uri,
        bool HasRenditions
    );

    public static void ReadAll(ref Utf8JsonReader reader, List<ArticleImage> images)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(One(ref reader, "images"), images);
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Add(One(ref reader, "images"), images);
    }

    /// <summary>Pictures and graphics among the associated items: an object of items (1.x) or an array of them.</summary>
    public static void ReadAssociations(ref Utf8JsonReader reader, List<ArticleImage> images)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            throw JsonValues.Wrong(ref reader, "associations", "an object or an array");
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var found = One(ref reader, "associations");
            if (found.Type is "picture" or "graphic" || (found.Type is null && found.HasRenditions))
                Add(found with { Url = found.Url ?? found.Uri }, images);
        }
    }

    /// <summary>Address of the largest rendition: an object of them (1.x) or an array.</summary>
    public static string? BestRendition(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            throw JsonValues.Wrong(ref reader, "renditions", "an object or an array");
        string? best = null;
        var widest = -1L;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var (href, width) = Rendition(ref reader);
            if (href is not null && width > widest)
                (best, widest) = (href, width);
        }
        return best;
    }

    private static (string? Href, long Width) Rendition(ref Utf8JsonReader reader)
    {
        string? href = null;
        var width = 0L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHref = reader.ValueTextEquals("href"u8);
            var isWidth = reader.ValueTextEquals("width"u8);
            reader.Read();
            if (isHref && reader.TokenType == JsonTokenType.String)
                href = CanonicalUrl.Normalize(JsonValues.Unescape(ref reader));
            else if (isWidth && reader.TokenType == JsonTokenType.Number)
                width = reader.TryGetInt64(out var pixels) ? pixels : 0;
            else
                reader.Skip();
        }
        return (href, width);
    }

    private static void Add(Found found, List<ArticleImage> images)
    {
        var image = new ArticleImage(
            CanonicalUrl.Normalize(found.Url),
            CleanText.Line(found.Caption) ?? CleanText.Line(found.Headline),
            CleanText.Line(found.Credit)
        );
        if (image is not { Url: null, Caption: null, Credit: null })
            images.Add(image);
    }

    private static Found One(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            return new Found { Url = JsonValues.Text(ref reader, field) };
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Wrong(ref reader, field, "addresses or objects");
        var found = new Found();
        Span<char> name = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = JsonMembers.TryLower(ref reader, name, out var length);
            var member = isKnown ? name[..length] : [];
            reader.Read();
            if (!Take(ref reader, field, member, ref found))
                reader.Skip();
        }
        return found;
    }

    private static bool Take(
        scoped ref Utf8JsonReader reader,
        string field,
        scoped ReadOnlySpan<char> member,
        ref Found found
    )
    {
        switch (member)
        {
            case "url" or "href" or "contenturl" or "src":
                found.Url ??= JsonValues.Text(ref reader, field + ".url");
                return true;
            case "uri":
                found.Uri = JsonValues.Text(ref reader, field + ".uri");
                return true;
            case "caption" or "description" or "description_text":
                found.Caption ??= JsonValues.Text(ref reader, field + ".caption");
                return true;
            case "descriptions" when reader.TokenType == JsonTokenType.StartArray:
                found.Caption ??= JsonTexts.ByRole(ref reader, field + ".descriptions").Best;
                return true;
            case "headline" or "title":
                found.Headline ??= JsonValues.Text(ref reader, field + ".headline");
                return true;
            case "credit" or "credittext" or "creditline" or "byline" or "by":
                found.Credit ??= JsonValues.Text(ref reader, field + ".credit");
                return true;
            case "type":
                found.Type = JsonValues.Text(ref reader, field + ".type");
                return true;
            case "renditions" when reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject:
                found.HasRenditions = true;
                found.Url ??= BestRendition(ref reader);
                return true;
            default:
                return false;
        }
    }
}
