using System.Net;
using System.Text;

namespace NewsSearch.Extraction.Wire;

/// <summary>
/// The characters of an XML document, made fit for a reader that knows no document type: without what stands before
/// the XML declaration and without the declaration itself (the bytes have told the encoding), and with the characters
/// in place of the entities that HTML names (<c>&amp;nbsp;</c>), as the document types of the wire formats declare
/// them. All other entities stay, so that the reader refuses them: nothing is ever expanded or looked up.
/// </summary>
internal sealed class WireText(TextReader input) : TextReader
{
    private const int ChunkSize = 4096;
    private const int LongestPreamble = 64 * 1024;

    // Longest name of an entity of HTML, with "&" and ";".
    private const int LongestEntity = 33;

    private readonly char[] _chunk = new char[ChunkSize];
    private string _ready = "";
    private int _at;
    private string _held = "";
    private bool _isBegun;
    private bool _isEnd;

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _ready.Length && !_isEnd)
            await FillAsync(cancellationToken);
        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) =>
        ReadAsync(buffer.AsMemory(index, count)).AsTask();

    /// <summary>Not supported: bytes of a request may only be read asynchronously.</summary>
    public override int Read(char[] buffer, int index, int count) =>
        throw new NotSupportedException("This text is read asynchronously only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }

    private int Take(Span<char> buffer)
    {
        var count = Math.Min(buffer.Length, _ready.Length - _at);
        _ready.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder(_held);
        var wanted = _isBegun ? 1 : LongestPreamble;
        while (text.Length < wanted + _held.Length && !_isEnd)
        {
            var read = await input.ReadAsync(_chunk, cancellation);
            text.Append(_chunk, 0, read);
            _isEnd = read == 0;
        }
        var all = _isBegun ? text.ToString() : WithoutDeclaration(text.ToString());
        _isBegun = true;
        // The last characters may be the beginning of an entity.
        var last = all.LastIndexOf('&');
        var isCut = !_isEnd && last >= 0 && last > all.Length - LongestEntity && all.IndexOf(';', last) < 0;
        (_ready, _held) = isCut ? (all[..last], all[last..]) : (all, "");
        (_ready, _at) = (Resolve(_ready), 0);
    }

    // Blanks and comments before the declaration are forbidden, and seen.
    private static string WithoutDeclaration(string text)
    {
        var start = text.Length - text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart().Length;
        var at = start;
        while (at < text.Length && text.AsSpan(at).StartsWith("<!--"))
        {
            var length = WireRoot.PreambleLength(text.AsSpan(at));
            if (length < 0)
                return text[start..];
            at += length;
            at += text.AsSpan(at).Length - text.AsSpan(at).TrimStart().Length;
        }
        if (!text.AsSpan(at).StartsWith("<?xml "))
            return text[start..];
        var end = text.IndexOf("?>", at, StringComparison.Ordinal);
        if (end < 0)
            return text[start..];
        // Line feeds stay, so that problems name the right line.
        var lines = text.AsSpan(0, end).Count('\n');
        return new string('\n', lines) + text[(end + 2)..];
    }

    private static string Resolve(string text)
    {
        if (!text.Contains('&'))
            return text;
        var resolved = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var next = text.IndexOf('&', at);
            var end = next < 0 ? -1 : text.IndexOf(';', next, Math.Min(LongestEntity, text.Length - next));
            if (next < 0)
                next = text.Length;
            resolved.Append(text, at, next - at);
            if (next == text.Length)
                break;
            var entity = end < 0 ? "&" : text[next..(end + 1)];
            resolved.Append(Characters(entity));
            at = next + entity.Length;
        }
        return resolved.ToString();
    }

    private static string Characters(string entity)
    {
        if (entity.Length < 3 || entity[1] == '#' || entity is "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;")
            return entity;
        var decoded = WebUtility.HtmlDecode(entity);
        return decoded.Length <= 2 && decoded[0] != '&' && decoded[0] != '<' ? decoded : entity;
    }
}
