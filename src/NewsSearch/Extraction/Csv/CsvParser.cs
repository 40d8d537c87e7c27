using System.Text;

namespace NewsSearch.Extraction.Csv;

/// <summary>How the reading of one record ended.</summary>
internal enum CsvEnd
{
    Complete,

    /// <summary>The text ends within the record, and more may come.</summary>
    NeedMore,

    /// <summary>Something stands behind a closing quote, or a quote is never closed.</summary>
    Broken,
}

/// <summary>Reads one record of RFC 4180 and what passes for it. A quote within an unquoted cell is a character.</summary>
internal static class CsvParser
{
    /// <summary>
    /// Reads the record at the beginning of the text. Cells are trimmed only where they are not quoted.
    /// </summary>
    /// <param name="isEnd">True when no text follows.</param>
    /// <param name="length">Characters up to and with the end of the line.</param>
    public static CsvEnd Read(ReadOnlySpan<char> text, char delimiter, bool isEnd, List<string> cells, out int length)
    {
        cells.Clear();
        length = 0;
        while (true)
        {
            var rest = text[length..];
            var end = rest.TrimStart(' ').StartsWith("\"")
                ? Quoted(rest, delimiter, isEnd, out var cell, out var used)
                : Bare(rest, delimiter, isEnd, out cell, out used);
            if (end != CsvEnd.Complete)
                return end;
            cells.Add(cell);
            length += used;
            if (length == text.Length || text[length] != delimiter)
            {
                length += LineEnd(text[length..]);
                return CsvEnd.Complete;
            }
            length++;
        }
    }

    private static CsvEnd Bare(ReadOnlySpan<char> text, char delimiter, bool isEnd, out string cell, out int length)
    {
        length = text.IndexOfAny(delimiter, '\n', '\r');
        cell = "";
        // A carriage return at the end may be half of a line's end.
        if (!isEnd && (length < 0 || (length == text.Length - 1 && text[length] == '\r')))
            return CsvEnd.NeedMore;
        length = length < 0 ? text.Length : length;
        cell = text[..length].Trim(' ').ToString();
        return CsvEnd.Complete;
    }

    private static CsvEnd Quoted(ReadOnlySpan<char> text, char delimiter, bool isEnd, out string cell, out int length)
    {
        var value = new StringBuilder();
        (cell, length) = ("", text.IndexOf('"') + 1);
        while (true)
        {
            var quote = text[length..].IndexOf('"');
            if (quote < 0 || (length + quote + 1 == text.Length && !isEnd))
                return isEnd ? CsvEnd.Broken : CsvEnd.NeedMore;
            value.Append(text.Slice(length, quote));
            length += quote + 1;
            if (length == text.Length || text[length] != '"')
                break;
            value.Append('"');
            length++;
        }
        cell = value.ToString();
        while (length < text.Length && text[length] == ' ')
            length++;
        if (length == text.Length)
            return isEnd ? CsvEnd.Complete : CsvEnd.NeedMore;
        if (text[length] == '\r' && length + 1 == text.Length && !isEnd)
            return CsvEnd.NeedMore;
        return text[length] == delimiter || text[length] is '\n' or '\r' ? CsvEnd.Complete : CsvEnd.Broken;
    }

    private static int LineEnd(ReadOnlySpan<char> text) =>
        text.StartsWith("\r\n") ? 2
        : text.IsEmpty ? 0
        : 1;
}
