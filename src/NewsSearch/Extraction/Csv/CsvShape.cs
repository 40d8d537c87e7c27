using NewsSearch.Extraction.SavedText;

namespace NewsSearch.Extraction.Csv;

/// <summary>Tells from the first records of a text whether it is a table of articles, and what separates its cells.</summary>
internal static class CsvShape
{
    private const int Looked = 5;
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    /// <summary>
    /// How sure it is that this is a table: its header names what an article has, or it has the shape of a table.
    /// </summary>
    public static int Sureness(string head)
    {
        var (delimiter, columns) = Find(head);
        if (columns is { AreUsable: true, KnownCount: >= 2 } && columns.KnownCount * 4 >= columns.Count)
            return Reads(head, delimiter) ? 60 : 0;
        return DelimitedTable.LooksLike(head) ? 30 : 0;
    }

    /// <summary>The character between cells: the one by which the header has the most known names.</summary>
    public static char Delimiter(string head) => Find(head).Delimiter;

    private static (char Delimiter, CsvColumns? Columns) Find(string head)
    {
        (char, CsvColumns?) best = (',', null);
        var cells = new List<string>();
        var text = head.AsSpan().TrimStart("\uFEFF\r\n ");
        foreach (var delimiter in Delimiters)
        {
            if (CsvParser.Read(text, delimiter, isEnd: true, cells, out _) != CsvEnd.Complete || cells.Count < 2)
                continue;
            var columns = new CsvColumns(cells);
            if (columns.KnownCount > (best.Item2?.KnownCount ?? -1))
                best = (delimiter, columns);
        }
        return best;
    }

    // "Title, text and date: what a headline needs" begins with known names too.
    private static bool Reads(string head, char delimiter)
    {
        var cells = new List<string>();
        var text = head.AsSpan().TrimStart("\uFEFF\r\n ");
        var count = 0;
        for (var i = 0; i < Looked && !text.IsEmpty; i++)
        {
            // The head may end within a record.
            if (CsvParser.Read(text, delimiter, isEnd: false, cells, out var length) != CsvEnd.Complete)
                return i > 0;
            if (i > 0 && cells.Count == count)
                return true;
            if (i == 0)
                count = cells.Count;
            text = text[length..].TrimStart("\r\n");
        }
        return text.IsEmpty && cells.Count == count;
    }
}
