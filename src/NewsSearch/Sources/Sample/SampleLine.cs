using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NewsSearch.Sources.Sample;

/// <summary>Writes an article in the short form of JSON Lines that the service accepts.</summary>
internal static class SampleLine
{
    // Readable in an editor: the file is never put into HTML.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line with its line feed.</summary>
    public static byte[] Of(SampleArticle article)
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            Write(json, article);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SampleArticle article)
    {
        var template = article.Story.Template;
        json.WriteStartObject();
        json.WriteString("id", article.Id);
        json.WriteString("source", article.Outlet.Name);
        json.WriteString("language", article.Outlet.Language);
        WriteKnown(json, "published", article.Published);
        WriteKnown(json, "modified", article.Modified);
        json.WriteString("headline", article.Headline);
        WriteKnown(json, "byline", article.Byline);
        WriteList(json, "authors", article.Author is { } author ? [author] : []);
        json.WriteString("dateline", article.Story.Place);
        json.WriteString("section", template.Section);
        json.WriteString("genre", article.Genre);
        json.WriteStartArray("topics");
        json.WriteStringValue(template.Topic);
        if (article.HasMediaTopic)
            WriteMediaTopic(json, template);
        json.WriteEndArray();
        WriteList(json, "keywords", template.Keywords);
        WriteList(json, "places", [article.Story.Place]);
        if (article.HasImage)
            WriteImage(json, article);
        json.WriteString("url", $"https://{article.Outlet.Host}/{template.Topic}/{article.Id}");
        json.WriteString("body", string.Join("\n\n", article.Paragraphs));
        json.WriteEndObject();
    }

    private static void WriteMediaTopic(Utf8JsonWriter json, StoryTemplate template)
    {
        json.WriteStartObject();
        json.WriteString("code", template.MediaTopic.Code);
        json.WriteString("name", template.MediaTopic.Name);
        json.WriteString("scheme", "medtop");
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, SampleArticle article)
    {
        json.WriteStartArray("images");
        json.WriteStartObject();
        json.WriteString("url", $"https://{article.Outlet.Host}/images/{article.Id}.jpg");
        json.WriteString("caption", article.Story.Caption);
        json.WriteString("credit", article.Outlet.Name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
