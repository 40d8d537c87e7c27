using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Names that come as texts or as objects with a name: sources, authors, carriers, places, keywords.</summary>
internal static class JsonNames
{
    private record struct Named(string? Name, string? Id, string? Url, string? Seen, string? Relation = null);

    /// <summary>A text or {id, name}.</summary>
    public static ArticleSource? Source(ref Utf8JsonReader reader)
    {
        var named = One(ref reader, "source");
        var source = SourceId.FromName(CleanText.Line(named.Name ?? named.Id));
        if (source == SourceId.Unknown && named.Name is null && named.Id is null)
            return null;
        var id = SourceId.Slug(named.Id);
        return id.Length == 0 ? source : source with { Id = id };
    }

    /// <summary>All names of an array, or the one name that stands in its place.</summary>
    public static void ReadAll(ref Utf8JsonReader reader, string field, List<string> names)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(One(ref reader, field), names);
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Add(One(ref reader, field), names);
    }

    /// <summary>As <see cref="ReadAll"/>; one text is a list with commas.</summary>
    public static void ReadKeywords(ref Utf8JsonReader reader, List<string> keywords)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            ReadAll(ref reader, "keywords", keywords);
            return;
        }
        foreach (var keyword in JsonValues.Unescape(ref reader).Split([',', ';']))
            Add(new Named(keyword, null, null, null), keywords);
    }

    /// <summary>Persons and organisations: authors by their relation, else keywords.</summary>
    public static void ReadPeople(ref Utf8JsonReader reader, ArticleDraft draft)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(One(ref reader, "people"), draft.Keywords);
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var named = One(ref reader, "people");
            Add(named, named.Relation == "author" ? draft.Authors : draft.Keywords);
        }
    }

    public static string? First(ref Utf8JsonReader reader, string field)
    {
        var names = new List<string>();
        ReadAll(ref reader, field, names);
        return names.FirstOrDefault();
    }

    public static void ReadCarriers(ref Utf8JsonReader reader, List<Carrier> carriers)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(One(ref reader, "via"), carriers);
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Add(One(ref reader, "via"), carriers);
    }

    private static void Add(Named named, List<string> names)
    {
        if (CleanText.Line(named.Name ?? named.Id) is { } name)
            names.Add(name);
    }

    private static void Add(Named named, List<Carrier> carriers)
    {
        if (CleanText.Line(named.Name ?? named.Id) is { } name)
            carriers.Add(new Carrier(name, CanonicalUrl.Normalize(named.Url), DateReading.Instant(named.Seen)));
    }

    private static Named One(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            return new Named(JsonValues.Text(ref reader, field), null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Wrong(ref reader, field, "a text or an object with a name");
        var named = new Named();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            var isId = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("literal"u8);
            var isUrl = reader.ValueTextEquals("url"u8);
            var isSeen = reader.ValueTextEquals("seen"u8);
            var isRelation = reader.ValueTextEquals("rel"u8);
            reader.Read();
            if (isName)
                named.Name = JsonValues.Text(ref reader, field + ".name");
            else if (isId)
                named.Id ??= JsonValues.TextOrNumber(ref reader, field + ".id");
            else if (isUrl)
                named.Url = JsonValues.Text(ref reader, field + ".url");
            else if (isRelation && reader.TokenType == JsonTokenType.String)
                named.Relation = JsonValues.Unescape(ref reader);
            else if (isSeen)
                named.Seen = JsonValues.Text(ref reader, field + ".seen");
            else
                reader.Skip();
        }
        return named;
    }
}
