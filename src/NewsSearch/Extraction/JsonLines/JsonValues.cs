using System.Text;
using System.Text.Json;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>A member whose value has a type that does not fit it. Caught where the item is read.</summary>
internal sealed class JsonFieldException(string field, string expected, string found)
    : Exception($"the field {field} must be {expected}, not {found}");

/// <summary>Reads values of members straight from the tokens.</summary>
internal static class JsonValues
{
    /// <summary>A text; null for JSON null.</summary>
    /// <exception cref="JsonFieldException">Any other type.</exception>
    public static string? Text(ref Utf8JsonReader reader, string field) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Unescape(ref reader),
            JsonTokenType.Null => null,
            _ => throw Wrong(ref reader, field, "a text"),
        };

    /// <summary>A text or a number as text, for identifiers.</summary>
    public static string? TextOrNumber(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : Text(ref reader, field);

    public static bool? Flag(ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when bool.TryParse(Unescape(ref reader), out var flag):
                return flag;
            default:
                throw Wrong(ref reader, field, "true or false");
        }
    }

    public static JsonFieldException Wrong(ref Utf8JsonReader reader, string field, string expected) =>
        new(
            field,
            expected,
            reader.TokenType switch
            {
                JsonTokenType.StartObject => "an object",
                JsonTokenType.StartArray => "an array",
                JsonTokenType.Number => "a number",
                JsonTokenType.String => "this text",
                _ => "true or false",
            }
        );

    /// <summary>The text of the string token; lone surrogates in escapes survive and are replaced later.</summary>
    public static string Unescape(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(bytes);
        // Utf8JsonReader.GetString throws on a lone surrogate; one bad escape must not cost the whole article.
        var text = bytes.Length <= 1024 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        var length = 0;
        while (true)
        {
            var escape = bytes.IndexOf((byte)'\\');
            length += Encoding.UTF8.GetChars(escape < 0 ? bytes : bytes[..escape], text[length..]);
            if (escape < 0)
                return new string(text[..length]);
            var kind = bytes[escape + 1];
            text[length++] = kind switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'u' => (char)Convert.ToUInt16(Encoding.ASCII.GetString(bytes.Slice(escape + 2, 4)), 16),
                _ => (char)kind,
            };
            bytes = bytes[(escape + (kind == (byte)'u' ? 6 : 2))..];
        }
    }
}
