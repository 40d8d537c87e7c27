using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Where the items of a JSON feed stand; found by brackets alone, so that a broken item costs only itself.</summary>
internal sealed class JsonFeedOutline
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<(int Start, int End, bool IsClosed)> _items = [];
    private readonly StringBuilder _head = new("{");

    private JsonFeedOutline(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public IReadOnlyList<(int Start, int End, bool IsClosed)> Items => _items;

    /// <summary>The feed as JSON without its items.</summary>
    public string Head => _head.ToString() + "}";

    /// <summary>True when there is an array of items.</summary>
    public bool HasItems { get; private set; }

    /// <summary>True when there are more items than are read.</summary>
    public bool HasMore => _items.Count >= FeedOutline.MostItems;

    public static JsonFeedOutline Read(ReadOnlyMemory<byte> utf8)
    {
        var outline = new JsonFeedOutline(utf8);
        outline.ReadMembers();
        return outline;
    }

    /// <summary>True when the version of the format is a value at the top, not part of some text.</summary>
    public static bool NamesVersion(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf("jsonfeed.org/version", StringComparison.OrdinalIgnoreCase);
        var quote = text[..at].LastIndexOf('"');
        var before = quote < 0 ? [] : text[..quote].TrimEnd();
        return before.EndsWith(":") && before[..^1].TrimEnd().EndsWith("\"version\"");
    }

    private void ReadMembers()
    {
        var at = Math.Max(0, _bytes.Span.IndexOf((byte)'{')) + 1;
        while (at < _bytes.Length)
        {
            var span = _bytes.Span;
            at = Skip(span, at);
            if (at >= span.Length || span[at] != '"')
                return;
            var nameEnd = StringEnd(span, at);
            var colon = Skip(span, nameEnd);
            if (colon >= span.Length || span[colon] != ':')
                return;
            var value = Skip(span, colon + 1);
            if (span[at..nameEnd].SequenceEqual("\"items\""u8) && value < span.Length && span[value] == '[')
            {
                at = ReadItems(value + 1);
                continue;
            }
            var end = ValueEnd(span, value, out var isClosed);
            if (!isClosed)
                return;
            _head
                .Append(_head.Length > 1 ? "," : "")
                .Append(Encoding.UTF8.GetString(span[at..nameEnd]))
                .Append(':')
                .Append(Encoding.UTF8.GetString(span[value..end]));
            at = end;
        }
    }

    private int ReadItems(int at)
    {
        var span = _bytes.Span;
        HasItems = true;
        while (!HasMore)
        {
            at = Skip(span, at);
            if (at >= span.Length || span[at] == ']')
                return Math.Min(span.Length, at + 1);
            var end = ValueEnd(span, at, out var isClosed);
            _items.Add((at, end, isClosed));
            // Always forward, also where no value begins.
            at = Math.Max(end, at + 1);
        }
        return span.Length;
    }

    private static int Skip(ReadOnlySpan<byte> span, int at)
    {
        while (at < span.Length && span[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
            at++;
        return at;
    }

    /// <summary>The place behind the closing quote.</summary>
    // A line feed cannot stand in a string, so it ends one whose quote is missing.
    public static int StringEnd(ReadOnlySpan<byte> span, int quote)
    {
        var at = quote + 1;
        while (at < span.Length)
        {
            var stop = span[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            if (stop < 0)
                return span.Length;
            at += stop;
            if (span[at] != '\\')
                return at + 1;
            at += 2;
        }
        return span.Length;
    }

    private static int ValueEnd(ReadOnlySpan<byte> span, int at, out bool isClosed)
    {
        isClosed = true;
        if (at < span.Length && span[at] == '"')
            return StringEnd(span, at);
        var depth = 0;
        while (at < span.Length)
        {
            switch (span[at])
            {
                case (byte)'"':
                    at = StringEnd(span, at);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when depth == 0:
                    return at;
                case (byte)'}' or (byte)']' when --depth == 0:
                    return at + 1;
                case (byte)',' when depth == 0:
                    return at;
                default:
                    break;
            }
            at++;
        }
        isClosed = depth == 0;
        return span.Length;
    }
}
