using System.Text;

namespace NewsSearch.Extraction.Warc;

/// <summary>Named fields, as WARC and HTTP have them. The first of a name counts; folded lines are joined.</summary>
internal sealed class HeaderFields
{
    // Joining without a bound would take quadratic time.
    private const int LongestFolded = 8 * 1024;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Reads the lines behind the first one, in UTF-8 or else Latin-1.</summary>
    public static HeaderFields Read(ReadOnlySpan<byte> header)
    {
        var fields = new HeaderFields();
        var text = System.Text.Unicode.Utf8.IsValid(header)
            ? Encoding.UTF8.GetString(header)
            : Encoding.Latin1.GetString(header);
        string? name = null;
        var isFirst = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (isFirst || line.IsEmpty)
            {
                isFirst = false;
                continue;
            }
            if (line[0] is ' ' or '\t' && name is not null)
            {
                if (fields._values[name].Length < LongestFolded)
                    fields._values[name] += " " + line.Trim().ToString();
                continue;
            }
            var colon = line.IndexOf(':');
            name = colon > 0 ? line[..colon].Trim().ToString() : null;
            if (name is not null && !fields._values.TryAdd(name, line[(colon + 1)..].Trim().ToString()))
                name = null;
        }
        return fields;
    }
}
