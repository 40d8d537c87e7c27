using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Texts that come in more than one shape.</summary>
internal static class JsonTexts
{
    /// <summary>The best of several texts with roles (ninjs 2.x and 3.x: headlines, bodies, descriptions).</summary>
    public struct Choice
    {
        private int _rank;

        public string? Best { get; private set; }

        /// <summary>The text whose role puts it below the main one.</summary>
        public string? Lesser { get; private set; }

        public void Offer(string? role, string? contentType, string? value)
        {
            if (role == "subheadline")
            {
                Lesser ??= value;
                return;
            }
            var rank = Rank(role, contentType);
            if (string.IsNullOrWhiteSpace(value) || rank <= _rank)
                return;
            var text = IsMarkup(contentType, value) ? Html.HtmlText.Paragraphs(value) : value;
            if (text is not null)
                (Best, _rank) = (text, rank);
        }

        private static int Rank(string? role, string? contentType) =>
            (role, contentType) switch
            {
                ("creditline", _) => 0,
                ("main", _) or (_, "text/plain") => 4,
                ("text" or "caption" or "lead", _) => 3,
                (_, "text/html" or "application/xhtml+xml") or ("html" or "html5" or "xhtml", _) => 2,
                _ => 1,
            };

        private static bool IsMarkup(string? contentType, string value) =>
            contentType is null ? value.AsSpan().TrimStart().StartsWith("<") : contentType != "text/plain";
    }

    /// <summary>A text, or an array of paragraphs.</summary>
    public static string? Paragraphs(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return JsonValues.Text(ref reader, field);
        var paragraphs = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonValues.Text(ref reader, field) is { } paragraph)
                paragraphs.Add(paragraph);
        }
        return string.Join("\n\n", paragraphs);
    }

    /// <summary>An ISO date, or an object {value, precision, local, rejected} as the API writes it.</summary>
    public static string? Date(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TokenType == JsonTokenType.String || reader.TokenType == JsonTokenType.Null
                ? JsonValues.Text(ref reader, field)
                : throw JsonValues.Wrong(ref reader, field, "an ISO 8601 date as a text");
        string? value = null;
        string? precision = null;
        string? rejected = null;
        string? local = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            var isPrecision = reader.ValueTextEquals("precision"u8);
            var isRejected = reader.ValueTextEquals("rejected"u8);
            var isLocal = reader.ValueTextEquals("local"u8);
            reader.Read();
            if (isValue)
                value = JsonValues.Text(ref reader, field + ".value");
            else if (isPrecision)
                precision = JsonValues.Text(ref reader, field + ".precision");
            else if (isRejected)
                rejected = JsonValues.Text(ref reader, field + ".rejected");
            else if (isLocal)
                local = JsonValues.Text(ref reader, field + ".local");
            else
                reader.Skip();
        }
        return value is null ? rejected
            : IsSameInstant(value, local) ? local
            : Coarsen(value, precision);
    }

    // The instant itself decides: another one beside it is no statement about its zone.
    private static bool IsSameInstant(string value, string? local) =>
        local is not null && DateReading.Instant(local) is { } written && written == DateReading.Instant(value);

    // {value: "2024-02-01T00:00:00Z", precision: "month"} says the same as "2024-02".
    private static string Coarsen(string value, string? precision)
    {
        var length = precision switch
        {
            "year" => 4,
            "month" => 7,
            "day" => 10,
            _ => value.Length,
        };
        return length < value.Length ? value[..length] : value;
    }

    public static Completeness? Extent(ref Utf8JsonReader reader) =>
        JsonValues.Text(ref reader, "completeness")?.ToLowerInvariant() switch
        {
            null => null,
            "full" => Completeness.Full,
            "excerpt" => Completeness.Excerpt,
            "headline" => Completeness.Headline,
            _ => throw JsonValues.Wrong(ref reader, "completeness", "full, excerpt or headline"),
        };

    /// <summary>The best of an array of {role, contentType, value}.</summary>
    /// <param name="take">Takes a text by its role; true when it is no candidate then.</param>
    public static Choice ByRole(ref Utf8JsonReader reader, string field, Func<string?, string?, bool>? take = null)
    {
        var choice = new Choice();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw JsonValues.Wrong(ref reader, field, "an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                OfferOne(ref reader, field, ref choice, take);
            else
                choice.Offer(null, null, JsonValues.Text(ref reader, field));
        }
        return choice;
    }

    private static void OfferOne(
        ref Utf8JsonReader reader,
        string field,
        ref Choice choice,
        Func<string?, string?, bool>? take
    )
    {
        string? role = null;
        string? type = null;
        string? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isType = reader.ValueTextEquals("contentType"u8) || reader.ValueTextEquals("contenttype"u8);
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isRole)
                role = JsonValues.Text(ref reader, field + ".role");
            else if (isType)
                type = JsonValues.Text(ref reader, field + ".contentType");
            else if (isValue)
                value = JsonValues.Text(ref reader, field + ".value");
            else
                reader.Skip();
        }
        if (take?.Invoke(role, value) != true)
            choice.Offer(role, type, value);
    }

    /// <summary>The first identifier of ninjs altids, which is an object (1.x) or an array of {role, value}.</summary>
    /// <param name="draft">Takes those whose role says that they are the address, or one more identifier.</param>
    public static string? AltId(ref Utf8JsonReader reader, ArticleDraft draft)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return ByRole(
                ref reader,
                "altids",
                (role, value) =>
                {
                    if (role == "url")
                        draft.Url ??= value;
                    else if (role == "identifier" && value is not null)
                        draft.OtherIds.Add(value);
                    return role is "url" or "identifier";
                }
            ).Best;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Wrong(ref reader, "altids", "an object or an array");
        string? first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                first ??= JsonValues.TextOrNumber(ref reader, "altids");
            else
                reader.Skip();
        }
        return first;
    }
}
