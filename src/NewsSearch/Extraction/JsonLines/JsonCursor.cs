using System.Text.Json;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>
/// Walks over the items of one input. Lines are the usual case; a line that ends inside an object begins a
/// pretty-printed item, and <c>[</c> at the very beginning an array.
/// </summary>
internal sealed class JsonCursor(ChunkBuffer buffer, ReadContext context, bool isNinjs)
{
    private long _line = 1;
    private int _column;
    private bool _isFirst = true;
    private bool _inArray;
    private bool _isArrayOpen;

    public async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellation)
    {
        while (buffer.Span.Length < 3 && await buffer.FillAsync(cancellation)) { }
        if (buffer.Span.StartsWith("\uFEFF"u8))
            buffer.Pass(3);
    }

    /// <summary>The next item; null behind the last one.</summary>
    public async ValueTask<ReadItem?> NextAsync(CancellationToken cancellation)
    {
        if (!await SkipSeparatorsAsync(cancellation))
        {
            if (!_isArrayOpen)
                return null;
            _isArrayOpen = false;
            return JsonProblems.Quarantine(
                default,
                _line,
                $"line {_line}: the array is not closed, so the input may be cut off. Send the rest."
            );
        }
        _isFirst = false;
        return _inArray ? await ReadValueAsync(cancellation) : await ReadLineAsync(cancellation);
    }

    private async ValueTask<bool> SkipSeparatorsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var span = buffer.Span;
            var i = 0;
            for (; i < span.Length; i++)
            {
                var c = span[i];
                if (c == '\n')
                    (_line, _column) = (_line + 1, 0);
                else if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',')
                    _column++;
                else if (c == '[' && _isFirst && !_inArray)
                    (_inArray, _isArrayOpen, _column) = (true, true, _column + 1);
                else if (c == ']' && _inArray)
                    (_isArrayOpen, _column) = (false, _column + 1);
                else
                    break;
            }
            buffer.Pass(i);
            if (i < span.Length)
                return true;
            if (!await buffer.FillAsync(cancellation))
                return false;
        }
    }

    private async ValueTask<ReadItem> ReadLineAsync(CancellationToken cancellation)
    {
        var scanned = 0;
        int end;
        while ((end = buffer.Span[scanned..].IndexOf((byte)'\n')) < 0)
        {
            scanned = buffer.Span.Length;
            if (scanned > context.MaxItemBytes)
                return await SkipLineAsync(cancellation);
            if (!await buffer.FillAsync(cancellation))
                break;
        }
        var length = end < 0 ? buffer.Span.Length : scanned + end;
        if (length > context.MaxItemBytes)
            return await SkipLineAsync(cancellation);
        // Commas at the end of lines are what is left of an array that was taken apart.
        var trimmed = buffer.Span[..length].TrimEnd(" \t\r,"u8).Length;
        var item = JsonProblems.Read(buffer.Slice(0, trimmed), _line, _column, context, isNinjs);
        if (item.Article is null && end >= 0 && GoesOnBehind(buffer.Span[..(length + 1)]))
            return await ReadValueAsync(cancellation);
        buffer.Pass(length);
        return item;
    }

    // The line feed is included: it breaks a string that is open at the end of the line.
    private static bool GoesOnBehind(ReadOnlySpan<byte> line) =>
        line[0] == '{' && new JsonFraming.ValueEnd().Continue(line, isEnd: false) == JsonFraming.Outcome.NeedMore;

    private async ValueTask<ReadItem> ReadValueAsync(CancellationToken cancellation)
    {
        var first = buffer.Span[0];
        var end = new JsonFraming.ValueEnd();
        var outcome = first is (byte)'{' ? JsonFraming.Outcome.NeedMore : JsonFraming.Outcome.Broken;
        while (outcome == JsonFraming.Outcome.NeedMore)
        {
            outcome = end.Continue(buffer.Span, buffer.IsEnd);
            if (outcome != JsonFraming.Outcome.NeedMore)
                break;
            if (buffer.Span.Length > context.MaxItemBytes)
                return await SkipToResyncAsync(isTooLarge: true, cancellation);
            await buffer.FillAsync(cancellation);
        }
        if (outcome == JsonFraming.Outcome.Broken)
            return await SkipToResyncAsync(isTooLarge: false, cancellation);
        if (end.Length > context.MaxItemBytes)
            return TakeTooLarge(end.Length);
        var item = JsonProblems.Read(buffer.Slice(0, end.Length), _line, _column, context, isNinjs);
        Advance(end.Length);
        return item;
    }

    private ReadItem TakeTooLarge(int length)
    {
        var item = TooLarge();
        Advance(length);
        return item;
    }

    private async ValueTask<ReadItem> SkipToResyncAsync(bool isTooLarge, CancellationToken cancellation)
    {
        var (line, column) = (_line, _column);
        var item = isTooLarge ? TooLarge() : null;
        var resync = new JsonFraming.Resync(column);
        var scanned = 0;
        while (true)
        {
            var end = resync.Continue(buffer.Span[scanned..]);
            scanned = end < 0 ? buffer.Span.Length : scanned + end;
            if (item is null && scanned > context.MaxItemBytes)
                item = TooLarge();
            if (item is not null)
            {
                // Nothing of it is kept.
                Advance(scanned);
                scanned = 0;
            }
            if (end >= 0 || !await buffer.FillAsync(cancellation))
                break;
        }
        if (item is not null)
            return item;
        item = JsonProblems.Read(buffer.Slice(0, scanned), line, column, context, isNinjs);
        Advance(scanned);
        // The broken item already tells of the cut.
        _isArrayOpen &= buffer.Span.Length > 0 || !buffer.IsEnd;
        return item;
    }

    private async ValueTask<ReadItem> SkipLineAsync(CancellationToken cancellation)
    {
        var item = TooLarge();
        int end;
        while ((end = buffer.Span.IndexOf((byte)'\n')) < 0)
        {
            buffer.Pass(buffer.Span.Length);
            if (!await buffer.FillAsync(cancellation))
                return item;
        }
        buffer.Pass(end);
        return item;
    }

    private ReadItem TooLarge() => ItemBytes.TooLarge(Beginning(), context.MaxItemBytes, _line, "the item");

    private ReadOnlyMemory<byte> Beginning() => buffer.Slice(0, Math.Min(4096, buffer.Span.Length));

    private void Advance(int count)
    {
        var passed = buffer.Span[..count];
        var lines = passed.Count((byte)'\n');
        _line += lines;
        _column = lines == 0 ? _column + count : count - passed.LastIndexOf((byte)'\n') - 1;
        buffer.Pass(count);
    }
}
