using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction.Containers;

/// <summary>The header block of an entry of a tar file (V7, ustar, GNU, pax).</summary>
internal sealed record TarHeader(string Name, long Size, char Type)
{
    public const int BlockSize = 512;

    public bool IsFile => Type is '0' or '\0' or '7';

    /// <summary>The name of the next entry, in the data of this one.</summary>
    public bool IsLongName => Type == 'L';

    /// <summary>Fields of the next entry, in the data of this one.</summary>
    public bool IsExtension => Type == 'x';

    /// <summary>Null when the checksum says that these bytes are none.</summary>
    public static TarHeader? Read(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockSize || Number(block.Slice(148, 8)) is not { } checksum)
            return null;
        long unsigned = 0;
        long signed = 0;
        for (var i = 0; i < BlockSize; i++)
        {
            var b = i is >= 148 and < 156 ? (byte)' ' : block[i];
            unsigned += b;
            signed += (sbyte)b;
        }
        if (checksum != unsigned && checksum != signed)
            return null;
        if (Number(block.Slice(124, 12)) is not { } size || size < 0)
            return null;
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 5).SequenceEqual("ustar"u8) && block[262] == 0 ? Text(block.Slice(345, 155)) : "";
        return new TarHeader(prefix.Length > 0 ? prefix + "/" + name : name, size, (char)block[156]);
    }

    /// <summary>The fields of a pax header: "length name=value" lines.</summary>
    public static IEnumerable<(string Name, string Value)> Extensions(ReadOnlyMemory<byte> data)
    {
        var rest = data;
        while (rest.Span.IndexOf((byte)' ') is var blank and > 0)
        {
            if (
                !int.TryParse(
                    Encoding.ASCII.GetString(rest.Span[..blank]),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
                || length <= blank + 1
                || length > rest.Length
            )
                yield break;
            var line = Encoding.UTF8.GetString(rest.Span[(blank + 1)..length]).TrimEnd('\n');
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                yield return (line[..equals], line[(equals + 1)..]);
            rest = rest[length..];
        }
    }

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal digits, or binary when the first bit is set.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        long number = 0;
        if ((field[0] & 0x80) != 0)
        {
            // More than 56 bits are no size.
            if (field[0] != 0x80)
                return null;
            foreach (var b in field[1..])
            {
                if (number >> 48 != 0)
                    return null;
                number = (number << 8) | b;
            }
            return number;
        }
        var digits = field.Trim(" \0"u8);
        foreach (var b in digits)
        {
            if (b is < (byte)'0' or > (byte)'7')
                return null;
            number = number * 8 + b - '0';
        }
        return number;
    }
}
