using System.Globalization;

namespace NewsSearch.Extraction;

/// <summary>Takes in a document that is one item.</summary>
internal static class ItemBytes
{
    /// <summary>All bytes, or the first <paramref name="max"/> and true when there are more.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsTooLarge)> ReadAllAsync(
        Stream input,
        int max,
        CancellationToken cancellation
    )
    {
        var bytes = new byte[Math.Min(64 * 1024, max + 1)];
        var length = 0;
        while (true)
        {
            var read = await input.ReadAsync(bytes.AsMemory(length), cancellation);
            if (read == 0)
                return (bytes.AsMemory(0, length), false);
            length += read;
            if (length > max)
                return (bytes.AsMemory(0, max), true);
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(max + 1L, bytes.Length * 2L));
        }
    }

    /// <summary>The item that says that the document is larger than allowed; only its beginning is kept as raw.</summary>
    public static ReadItem TooLarge(ReadOnlyMemory<byte> beginning, int max, long? line, string what) =>
        new(
            beginning[..Math.Min(beginning.Length, 4096)].ToArray(),
            line,
            null,
            (line is null ? "" : $"line {line.Value.ToString(CultureInfo.InvariantCulture)}: ")
                + $"{what} is larger than {max.ToString(CultureInfo.InvariantCulture)} bytes. Split it or raise the limit.",
            IsRejected: true
        );
}
