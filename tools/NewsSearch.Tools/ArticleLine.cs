using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NewsSearch.Articles;

namespace NewsSearch.Tools;

/// <summary>An article as one line of JSON: its fields in camelCase; what is unknown is absent.</summary>
internal static class ArticleLine
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Arabic and Chinese stay readable in a terminal; the line is never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcInstant() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists } },
    };

    /// <summary>The line, with the file that the article was read from.</summary>
    public static string Of(Article article, string file)
    {
        var json = JsonSerializer.SerializeToNode(article, Options)!.AsObject();
        if (article.Published is { } published)
            json["published"] = Date(published);
        json.Insert(0, "file", file);
        return json.ToJsonString(Options);
    }

    // "2024-02" for a month: an invented first day would look like a known one.
    private static JsonObject Date(PublishedDate date)
    {
        var json = new JsonObject();
        if (date.Value is { } value)
        {
            json["value"] = date.Precision switch
            {
                DatePrecision.Year => $"{value:yyyy}",
                DatePrecision.Month => $"{value:yyyy-MM}",
                DatePrecision.Day => $"{value:yyyy-MM-dd}",
                _ => $"{value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            };
            if (value.Offset != TimeSpan.Zero)
                json["local"] = DateNotation.AsWritten(value);
            json["precision"] = JsonNamingPolicy.CamelCase.ConvertName(date.Precision.ToString());
        }
        if (date.Evidence is not null)
            json["evidence"] = date.Evidence;
        if (date.Rejected is not null)
            json["rejected"] = date.Rejected;
        return json;
    }

    // As the API writes all times; only the publication date also tells the publisher's clock.
    private sealed class UtcInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime());
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = (_, value) => value is IEnumerable list && list.GetEnumerator().MoveNext();
    }
}
