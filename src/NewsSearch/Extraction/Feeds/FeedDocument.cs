using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>The text of a feed and the bytes that each stretch of it was decoded from.</summary>
internal sealed class FeedDocument
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Encoding _encoding;
    private readonly bool _isExact;
    private int _char;
    private int _byte;

    private FeedDocument(ReadOnlyMemory<byte> bytes, Encoding encoding, int mark)
    {
        (_bytes, _encoding, _byte) = (bytes, encoding, mark);
        Text = encoding.GetString(bytes.Span[mark..]);
        // Where bytes could not be decoded, or shift from one state to another, lengths do not add up.
        _isExact = encoding.GetByteCount(Text) == bytes.Length - mark;
    }

    public string Text { get; }

    public static FeedDocument Decode(ReadOnlyMemory<byte> bytes)
    {
        var (encoding, mark) = FeedEncoding.Find(bytes.Span);
        return new FeedDocument(bytes, encoding, mark);
    }

    /// <summary>
    /// The bytes of this stretch; as UTF-8 where they cannot be told. Stretches are asked for in the order of the
    /// document.
    /// </summary>
    public ReadOnlyMemory<byte> Raw(int start, int end)
    {
        if (!_isExact || start < _char)
            return Encoding.UTF8.GetBytes(Text, start, end - start);
        var from = _byte + _encoding.GetByteCount(Text.AsSpan(_char, start - _char));
        var length = _encoding.GetByteCount(Text.AsSpan(start, end - start));
        (_char, _byte) = (end, from + length);
        return _bytes.Slice(from, length);
    }
}
