using System.Text;

namespace NewsSearch.Extraction.Csv;

/// <summary>One record of a table.</summary>
/// <param name="Line">Line on which it begins, from 1.</param>
/// <param name="Text">Its characters with the end of the line.</param>
/// <param name="Cells">Null when it is broken.</param>
internal readonly record struct CsvRecord(long Line, string Text, IReadOnlyList<string>? Cells);

/// <summary>
/// Walks over the records of a text. A broken record costs one line: reading goes on behind the line on which it
/// began, so that one quote too many does not swallow the rest.
/// </summary>
/// <param name="max">Characters that one record may have.</param>
internal sealed class CsvRecords(TextReader input, char delimiter, int max)
{
    private const int ChunkSize = 16 * 1024;

    // Each costs a look through all that is left.
    private const int MostUnclosed = 50;

    private readonly List<string> _cells = [];
    private char[] _text = new char[ChunkSize];
    private int _start;
    private int _end;
    private long _line = 1;
    private bool _isEnd;
    private int _unclosed;

    /// <summary>The next record that is not blank; null at the end.</summary>
    public async ValueTask<CsvRecord?> NextAsync(CancellationToken cancellation)
    {
        while (await SkipBlankAsync(cancellation))
        {
            var wanted = 0;
            while (true)
            {
                var outcome =
                    _unclosed > MostUnclosed
                        ? CsvEnd.Broken
                        : CsvParser.Read(Rest, delimiter, _isEnd, _cells, out wanted);
                if (outcome == CsvEnd.NeedMore && _end - _start <= max)
                {
                    await FillAsync(cancellation);
                    continue;
                }
                if (outcome == CsvEnd.Complete)
                    return Take(wanted, [.. _cells]);
                _unclosed += _isEnd || outcome == CsvEnd.NeedMore ? 1 : 0;
                var length = await LineLengthAsync(cancellation);
                return Take(length, delimiter == '\t' ? Literal(length) : null);
            }
        }
        return null;
    }

    private ReadOnlySpan<char> Rest => _text.AsSpan(_start, _end - _start);

    // Many tables with tabs know no quoting: a quote is a character.
    private string[] Literal(int length) => Rest[..length].TrimEnd("\r\n").ToString().Split('\t');

    private CsvRecord Take(int length, IReadOnlyList<string>? cells)
    {
        var record = new CsvRecord(_line, Rest[..length].ToString(), cells);
        Advance(length);
        return record;
    }

    private void Advance(int length)
    {
        _line += Rest[..length].Count('\n');
        _start += length;
    }

    private async ValueTask<bool> SkipBlankAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var text = Rest;
            var blank = text.Length - text.TrimStart("\r\n \uFEFF").Length;
            // Blanks before the first cell are part of its line.
            if (blank < text.Length)
                blank = text[..blank].LastIndexOfAny('\n', '\r') + 1;
            Advance(blank);
            if (_start < _end)
                return true;
            if (_isEnd)
                return false;
            await FillAsync(cancellation);
        }
    }

    private async ValueTask<int> LineLengthAsync(CancellationToken cancellation)
    {
        int end;
        while ((end = Rest.IndexOf('\n')) < 0 && !_isEnd && _end - _start <= max)
            await FillAsync(cancellation);
        return end < 0 ? _end - _start : end + 1;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        // Twice as much each time, so that a long record is not looked through too often.
        var length = _end - _start;
        var size = (int)Math.Max(ChunkSize, Math.Min(length * 2L, Math.Min(max + (long)ChunkSize, Array.MaxLength)));
        if (_text.Length - _end < size - length)
        {
            var next = size > _text.Length ? new char[size] : _text;
            _text.AsSpan(_start, length).CopyTo(next);
            (_text, _start, _end) = (next, 0, length);
        }
        var wanted = size - length;
        while (wanted > 0 && !_isEnd)
        {
            var read = await input.ReadAsync(_text.AsMemory(_end, Math.Min(wanted, _text.Length - _end)), cancellation);
            _end += read;
            wanted -= read;
            _isEnd = read == 0;
            if (_end == _text.Length)
                break;
        }
    }
}
