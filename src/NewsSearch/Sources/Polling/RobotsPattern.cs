using System.Text;

namespace NewsSearch.Sources.Polling;

/// <summary>One rule of a robots.txt: a path prefix in which <c>*</c> stands for anything and <c>$</c> for the end.</summary>
internal sealed class RobotsPattern
{
    private readonly string[] _parts;
    private readonly bool _isAnchored;

    public RobotsPattern(string value, bool isAllow)
    {
        IsAllow = isAllow;
        Length = Encoding.UTF8.GetByteCount(value);
        _isAnchored = value.EndsWith('$');
        _parts = (_isAnchored ? value[..^1] : value).Split('*').Select(Normalize).ToArray();
    }

    public bool IsAllow { get; }

    /// <summary>Octets of the rule as it is written; the longest matching one decides.</summary>
    public int Length { get; }

    /// <param name="path">Path and query of an address, normalized.</param>
    public bool Matches(string path)
    {
        if (!path.StartsWith(_parts[0], StringComparison.Ordinal))
            return false;
        var at = _parts[0].Length;
        if (_parts.Length == 1)
            return !_isAnchored || at == path.Length;
        // The first place of each part leaves the most room for the parts behind it: no trying back is needed.
        for (var n = 1; n < _parts.Length - 1; n++)
        {
            var found = path.IndexOf(_parts[n], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + _parts[n].Length;
        }
        var last = _parts[^1];
        return _isAnchored
            ? path.Length - at >= last.Length && path.EndsWith(last, StringComparison.Ordinal)
            : path.IndexOf(last, at, StringComparison.Ordinal) >= 0;
    }

    /// <summary>
    /// One spelling of a path: octets that need no escape are plain, all others are escaped with capital digits
    /// (RFC 9309, 2.2.2).
    /// </summary>
    public static string Normalize(string path)
    {
        if (path.All(c => c is > ' ' and < '\u007F' and not '%'))
            return path;
        var plain = new StringBuilder(path.Length);
        var bytes = Encoding.UTF8.GetBytes(path);
        for (var n = 0; n < bytes.Length; n++)
        {
            var octet = bytes[n];
            var isEscape = octet == '%' && n + 2 < bytes.Length && Hex(bytes[n + 1]) >= 0 && Hex(bytes[n + 2]) >= 0;
            if (isEscape)
            {
                octet = (byte)((Hex(bytes[n + 1]) << 4) | Hex(bytes[n + 2]));
                n += 2;
            }
            // A reserved character that is escaped is another one than the same character plain.
            if (isEscape ? IsUnreserved(octet) : octet is > (byte)' ' and < 0x7F)
                plain.Append((char)octet);
            else
                plain.Append('%').Append(octet.ToString("X2"));
        }
        return plain.ToString();
    }

    private static bool IsUnreserved(byte octet) =>
        char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';

    private static int Hex(byte digit) =>
        char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32($"{(char)digit}", 16) : -1;
}
