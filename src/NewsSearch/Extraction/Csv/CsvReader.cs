using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NewsSearch.Extraction.Feeds;
using NewsSearch.Extraction.SavedText;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Csv;

/// <summary>
/// Tables of articles, one a row: RFC 4180 with comma, semicolon, tab or bar, columns told by the names in the header.
/// A broken row is quarantined with its line, and reading goes on behind it.
/// </summary>
public sealed class CsvReader : IArticleReader
{
    private const int HeadSize = 64 * 1024;

    public string Format => "csv";
    public int Version => 1;
    public string MediaType => "text/csv";

    public int Recognize(ReadOnlySpan<byte> head)
    {
        if (PlainText.IsBinary(head))
            return 0;
        var text = FeedEncoding.Decode(head);
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return start.IsEmpty || start[0] is '<' or '{' or '[' ? 0 : CsvShape.Sureness(text);
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var recorder = new WireRecorder(input, context.MaxItemBytes);
        var head = await recorder.HeadAsync(HeadSize, cancellation);
        var (encoding, mark) = FeedEncoding.Find(head.Span);
        recorder.Pass(mark);
        var delimiter = CsvShape.Delimiter(encoding.GetString(head.Span[mark..]));
        var records = new CsvRecords(new StreamReader(recorder, encoding, false), delimiter, context.MaxItemBytes);
        var header = await records.NextAsync(cancellation);
        var columns = header?.Cells is { } names ? new CsvColumns(names) : null;
        if (columns is not { AreUsable: true })
        {
            if (header is not null)
                yield return new ReadItem(await recorder.ReadRestAsync(cancellation), 1, null, Unusable(header.Value));
            yield break;
        }
        while (await records.NextAsync(cancellation) is { } record)
        {
            recorder.Forget();
            yield return Row(record, header!.Value.Text, columns, context);
        }
    }

    private static ReadItem Row(CsvRecord record, string header, CsvColumns columns, ReadContext context)
    {
        // The row under its header is a table of its own, which can be read again.
        var raw = Encoding.UTF8.GetBytes(header.TrimEnd('\r', '\n') + "\n" + record.Text.TrimEnd('\r', '\n') + "\n");
        var place = "line " + record.Line.ToString(CultureInfo.InvariantCulture);
        if (raw.Length > context.MaxItemBytes)
            return ItemBytes.TooLarge(raw, context.MaxItemBytes, record.Line, "the row");
        if (record.Cells is not { } cells)
            return new ReadItem(
                raw,
                record.Line,
                null,
                $"{place}: a quote is not closed, or text stands behind a closing one. Write quotes in quoted cells twice."
            );
        if (cells.Count > columns.Count && cells.Skip(columns.Count).All(string.IsNullOrEmpty))
            cells = [.. cells.Take(columns.Count)];
        if (cells.Count != columns.Count)
            return new ReadItem(
                raw,
                record.Line,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: {cells.Count} cells where the header has {columns.Count}. Quote cells that hold the delimiter or lines."
                )
            );
        var article = CsvArticle.Read(cells, columns, context);
        return article is null
            ? new ReadItem(
                raw,
                record.Line,
                null,
                $"{place}: neither headline nor body. Give it at least one of them.",
                IsRejected: true
            )
            : new ReadItem(raw, record.Line, article);
    }

    private static string Unusable(CsvRecord header)
    {
        var shown = header.Text.Trim();
        return $"line {header.Line.ToString(CultureInfo.InvariantCulture)}: no column for a headline or a text in "
            + $"\"{(shown.Length <= 120 ? shown : shown[..120] + "…")}\". The first line must name the columns: headline "
            + "(or title), text (or body, content), and as far as known source, date, url, author, section, topics, "
            + "language, id.";
    }
}
