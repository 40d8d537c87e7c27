using System.Text.Json;

namespace NewsSearch.Tools.Bench;

/// <summary>The fields of an article of the bench corpus.</summary>
internal sealed record CorpusArticle(
    int Id,
    string Source,
    string Date,
    IReadOnlyList<string> Topics,
    string Title,
    string Body
)
{
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="InvalidDataException">A field is missing.</exception>
    public static CorpusArticle Parse(ReadOnlySpan<byte> line)
    {
        var id = 0;
        string? source = null;
        string? date = null;
        string? title = null;
        string? body = null;
        var topics = new List<string>(3);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "id":
                    id = reader.GetInt32();
                    break;
                case "source":
                    source = reader.GetString();
                    break;
                case "date":
                    date = reader.GetString();
                    break;
                case "title":
                    title = reader.GetString();
                    break;
                case "body":
                    body = reader.GetString();
                    break;
                case "topics":
                    while (reader.Read() && reader.TokenType == JsonTokenType.String)
                        topics.Add(reader.GetString()!);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        if (source is null || date is null || title is null || body is null)
            throw new InvalidDataException($"Article {id} lacks one of source, date, title and body.");
        return new CorpusArticle(id, source, date, topics, title, body);
    }
}

/// <summary>A corpus as JSON Lines.</summary>
internal static class CorpusFile
{
    private const int BufferSize = 4 * 1024 * 1024;

    /// <summary>The name under which figures of this corpus are reported: <c>c1m</c> for <c>c1m.ndjson</c>.</summary>
    public static string NameOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);

    /// <summary>The lines without their line feed, each a copy of its own.</summary>
    /// <exception cref="InvalidDataException">A line is longer than 4 MiB.</exception>
    public static IEnumerable<byte[]> Lines(FileInfo file)
    {
        using var input = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new byte[BufferSize];
        var held = 0;
        while (true)
        {
            var read = input.Read(buffer, held, buffer.Length - held);
            held += read;
            var start = 0;
            for (var end = LineEnd(buffer, start, held); end >= 0; end = LineEnd(buffer, start, held))
            {
                yield return buffer[start..end];
                start = end + 1;
            }
            if (read == 0)
            {
                if (start < held)
                    yield return buffer[start..held];
                yield break;
            }
            if (start == 0 && held == buffer.Length)
                throw new InvalidDataException($"{file.Name} has a line of more than {BufferSize} bytes.");
            Buffer.BlockCopy(buffer, start, buffer, 0, held - start);
            held -= start;
        }
    }

    private static int LineEnd(byte[] buffer, int start, int end)
    {
        var offset = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
        return offset < 0 ? -1 : start + offset;
    }
}
