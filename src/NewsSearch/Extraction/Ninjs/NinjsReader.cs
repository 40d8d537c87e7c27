using System.Text.Json;
using NewsSearch.Extraction.JsonLines;

namespace NewsSearch.Extraction.Ninjs;

/// <summary>
/// ninjs 1.0 to 3.1 of the IPTC (News in JSON): one object, an array, or one item a line. Items are checked against
/// the version that they declare; one that is not valid is quarantined with the member and what was expected.
/// </summary>
public sealed class NinjsReader : IArticleReader
{
    public string Format => "ninjs";
    public int Version => 2;
    public string MediaType => "application/json";

    public int Recognize(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("["u8))
            text = text[1..].TrimStart(" \t\r\n"u8);
        return text.StartsWith("{"u8) && BeginsAsNinjs(text) ? 91 : 0;
    }

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        JsonLinesReader.ReadAllAsync(input, context, isNinjs: true, cancellation);

    // As far as the head goes: an item that names itself by "uri" and has no member of the archive's own form.
    private static bool BeginsAsNinjs(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        var seen = 0UL;
        try
        {
            while (reader.Read() && reader.CurrentDepth > 0 | reader.TokenType == JsonTokenType.StartObject)
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                    seen |= 1UL << (int)JsonMembers.Find(ref reader);
            }
        }
        catch (JsonException)
        {
            // A broken first item is read as JSON, and told so.
        }
        return JsonArticle.AreOfNinjs(seen);
    }
}
