using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction.Warc;

/// <summary>The head of a server's answer as a crawler kept it.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="Size">Bytes up to the body.</param>
internal sealed record HttpHead(int Status, int Size, HeaderFields Fields)
{
    // The smallest status line.
    private const int Shortest = 12;

    public string? ContentType => Fields.Get("Content-Type");

    public bool IsChunked =>
        Fields.Get("Transfer-Encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compressions in the order in which they were applied.</summary>
    public IReadOnlyList<string> Encodings =>
        Fields
            .Get("Content-Encoding")
            ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(e => e.ToLowerInvariant())
            .Where(e => e is not ("identity" or "none" or "utf-8"))
            .ToList()
        ?? [];

    public static bool Begins(ReadOnlySpan<byte> block) => block.StartsWith("HTTP/"u8);

    /// <summary>Null when it is none, or when it does not end within these bytes.</summary>
    public static HttpHead? Read(ReadOnlySpan<byte> block)
    {
        if (!Begins(block) || block.Length < Shortest)
            return null;
        var size = SizeOf(block);
        if (size == 0)
            return null;
        var line = block[..block.IndexOf((byte)'\n')];
        var blank = line.IndexOf((byte)' ');
        var status = blank < 0 ? [] : line[(blank + 1)..].TrimStart((byte)' ');
        var digits = status.Length < 3 ? "" : Encoding.Latin1.GetString(status[..3]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new HttpHead(number, size, HeaderFields.Read(block[..size]))
            : null;
    }

    // Some servers end lines with LF alone, some mix both.
    private static int SizeOf(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (bytes[from..].IndexOf((byte)'\n') is var end and >= 0)
        {
            from += end + 1;
            if (bytes[from..].StartsWith("\r\n"u8))
                return from + 2;
            if (bytes[from..].StartsWith("\n"u8))
                return from + 1;
        }
        return 0;
    }
}
