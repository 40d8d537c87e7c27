using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>
/// JSON Lines, one JSON object, objects one after the other, or an array of objects. A broken item is quarantined
/// with its line and column, and reading goes on behind it.
/// </summary>
public sealed class JsonLinesReader : IArticleReader
{
    public string Format => "jsonl";
    public int Version => 2;
    public string MediaType => "application/x-ndjson";

    public int Recognize(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        // A JSON Feed is another format, and one object that holds many articles.
        if (text.IsEmpty || head.IndexOf("jsonfeed.org/version"u8) >= 0)
            return 0;
        var next = text[1..].TrimStart(" \t\r\n"u8);
        return text[0] switch
        {
            (byte)'{' when next.IsEmpty || next[0] is (byte)'"' or (byte)'}' => 90,
            (byte)'[' when next.IsEmpty || next[0] is (byte)'{' or (byte)']' => 85,
            // Unquoted names: mistaken JSON, worth a reason that says so.
            (byte)'{' when char.IsAsciiLetter((char)next[0]) || next[0] is (byte)'\'' => 40,
            // The first line is broken, but later ones are objects.
            _ when HasObjectLines(text) => 60,
            _ => 0,
        };
    }

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        ReadAllAsync(input, context, isNinjs: false, cancellation);

    /// <param name="isNinjs">True when items that do not tell are to be checked as ninjs.</param>
    internal static async IAsyncEnumerable<ReadItem> ReadAllAsync(
        Stream input,
        ReadContext context,
        bool isNinjs,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var cursor = new JsonCursor(new ChunkBuffer(input), context, isNinjs);
        await cursor.SkipByteOrderMarkAsync(cancellation);
        var first = await cursor.NextAsync(cancellation);
        if (first is null)
            yield break;
        var second = await cursor.NextAsync(cancellation);
        // An address given with the input is the article's own only when the input is one article.
        yield return second is null && first.Article is { Url: null }
            ? JsonProblems.Read(first.Raw, first.Line ?? 1, 0, context, isNinjs, context.Url)
            : Part(first);
        for (var item = second; item is not null; item = await cursor.NextAsync(cancellation))
            yield return Part(item);

        ReadItem Part(ReadItem item) => context.Url is null ? item : item with { IsPart = true };
    }

    private static bool HasObjectLines(ReadOnlySpan<byte> text)
    {
        var lines = 0;
        var objects = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            // The last line may be cut off.
            lines += line.IsEmpty || end < 0 ? 0 : 1;
            if (line.StartsWith("{\""u8))
                objects += end < 0 ? 0 : 1;
            text = end < 0 ? [] : text[(end + 1)..];
        }
        return objects > 0 && objects * 2 >= lines;
    }
}
