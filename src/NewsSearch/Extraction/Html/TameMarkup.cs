using System.Collections.Frozen;
using System.Text;

namespace NewsSearch.Extraction.Html;

/// <summary>
/// Keeps markup from costing the parser time and memory beyond all proportion: elements opened without end, formatting
/// that piles up, tags with attributes by the thousand, elements by the million. One pass over the source; no text is
/// lost. Ordinary pages pass unchanged.
/// </summary>
internal sealed class TameMarkup
{
    private const int MostOpen = 200;
    private const int MostFormatting = 12;
    private const int MostLeaks = 12;
    private const int MostElements = 300_000;
    private const int LongestAttributes = 4000;
    private const int MostAttributes = 100;

    private static readonly FrozenSet<string> Formatting = Names(
        "a b big code em font i nobr s small strike strong tt u"
    );

    // These close themselves, so they nest no deeper than the elements around them.
    private static readonly FrozenSet<string> Uncounted = Names(
        "area base body br col dd dt embed head hr html img input keygen li link meta option optgroup p param rb rp rt "
            + "rtc source tbody td tfoot th thead tr track wbr colgroup caption frame image"
    );

    private static readonly FrozenSet<string> Raw = Names(
        "script style textarea title xmp iframe noembed noframes plaintext"
    );

    // An end tag inside of these closes nothing outside.
    private static readonly FrozenSet<string> Barriers = Names("table template object marquee applet button svg math");

    private readonly string _html;
    private readonly StringBuilder? _output;
    private readonly List<string> _open = [];
    private readonly Dictionary<string, int> _dropped = [];
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _raw = Raw.GetAlternateLookup<
        ReadOnlySpan<char>
    >();
    private int _copied;
    private int _leaks;
    private int _elements;
    private int _formatting;
    private bool _isWild;

    private TameMarkup(string html, bool rewrites)
    {
        _html = html;
        _output = rewrites ? new StringBuilder(html.Length) : null;
    }

    /// <summary>The source itself, or the same text with as much of its markup as can be afforded.</summary>
    public static string Of(string html)
    {
        var look = new TameMarkup(html, rewrites: false);
        look.Scan();
        if (!look._isWild)
            return html;
        var rewriting = new TameMarkup(html, rewrites: true);
        rewriting.Scan();
        rewriting._output!.Append(html, rewriting._copied, html.Length - rewriting._copied);
        return rewriting._output.ToString();
    }

    private static FrozenSet<string> Names(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private void Scan()
    {
        var at = 0;
        while (at < _html.Length && (_output is not null || !_isWild))
        {
            var next = _html.AsSpan(at).IndexOf('<');
            if (next < 0 || at + next + 1 >= _html.Length)
                return;
            at = Tag(at + next);
        }
    }

    /// <summary>Reads what begins at this less-than sign; returns where to go on.</summary>
    private int Tag(int start)
    {
        var second = _html[start + 1];
        if (second is '!' or '?')
            return Comment(start);
        var isEnd = second == '/';
        var nameStart = start + (isEnd ? 2 : 1);
        if (nameStart >= _html.Length || !char.IsAsciiLetter(_html[nameStart]))
            return start + 1;
        var nameEnd = nameStart;
        while (nameEnd < _html.Length && _html[nameEnd] is not (' ' or '\t' or '\n' or '\r' or '\f' or '/' or '>'))
            nameEnd++;
        var (end, attributes) = TagEnd(nameEnd);
        var span = _html.AsSpan(nameStart, Math.Min(nameEnd - nameStart, 64));
        var name = span.ToString().ToLowerInvariant();
        // The parser opens all open formatting again in each new paragraph, and makes elements of stray end tags.
        _elements += 1 + (Formatting.Contains(name) ? 0 : _formatting);
        if (_elements > MostElements)
        {
            var after = isEnd ? end : AfterRaw(span, end);
            Replace(start, after, " ");
            return after;
        }
        if (isEnd)
            End(name, start, end);
        else
            Start(name, start, nameEnd, end, attributes);
        return isEnd ? end : AfterRaw(span, end);
    }

    private void Start(string name, int start, int nameEnd, int end, int attributes)
    {
        if (attributes > MostAttributes && end - nameEnd > LongestAttributes)
            Replace(nameEnd, end, ">");
        if (Uncounted.Contains(name) || Raw.Contains(name))
            return;
        if (name == "a" && _open.Count > 0 && _open[^1] == "a")
            return;
        var isFormatting = Formatting.Contains(name);
        if (_open.Count < MostOpen && !(isFormatting && _formatting >= MostFormatting))
        {
            _open.Add(name);
            _formatting += isFormatting ? 1 : 0;
            return;
        }
        _dropped[name] = _dropped.GetValueOrDefault(name) + 1;
        Replace(start, end, " ");
    }

    private void End(string name, int start, int end)
    {
        if (_dropped.GetValueOrDefault(name) is > 0 and var count)
        {
            _dropped[name] = count - 1;
            Replace(start, end, " ");
            return;
        }
        if (Uncounted.Contains(name) || Raw.Contains(name))
            return;
        var index = _open.Count - 1;
        while (index >= 0 && _open[index] != name)
        {
            if (Barriers.Contains(_open[index]))
                return;
            index--;
        }
        if (index < 0)
            return;
        // The end of formatting leaves the blocks in it open; the end of a block leaves formatting to what follows.
        if (Formatting.Contains(name))
        {
            _open.RemoveAt(index);
            _formatting--;
            return;
        }
        for (var i = _open.Count - 1; i > index; i--)
        {
            if (!Formatting.Contains(_open[i]))
                continue;
            _formatting--;
            Leak(_open[i], start);
        }
        _open.RemoveRange(index, _open.Count - index);
    }

    private void Leak(string name, int at)
    {
        if (++_leaks > MostLeaks)
            Replace(at, at, $"</{name}>");
    }

    // Past the end of a tag, quoted values skipped over; counts the attributes.
    private (int End, int Attributes) TagEnd(int from)
    {
        var attributes = 0;
        var isValue = false;
        for (var i = from; i < _html.Length; i++)
        {
            var c = _html[i];
            if (c == '>')
                return (i + 1, attributes);
            if (isValue && c is '"' or '\'')
            {
                var close = _html.AsSpan(i + 1).IndexOf(c);
                if (close < 0)
                    return (_html.Length, attributes);
                i += close + 1;
            }
            if (char.IsWhiteSpace(c))
                continue;
            isValue = c == '=';
            if (i > from && (char.IsWhiteSpace(_html[i - 1]) || _html[i - 1] is '/' or '"' or '\''))
                attributes++;
        }
        return (_html.Length, attributes);
    }

    private int AfterRaw(ReadOnlySpan<char> name, int end)
    {
        if (!_raw.Contains(name))
            return end;
        for (var at = end; at < _html.Length; )
        {
            var next = _html.AsSpan(at).IndexOf("</");
            if (next < 0)
                return _html.Length;
            at += next + 2;
            if (_html.AsSpan(at).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return at - 2;
        }
        return _html.Length;
    }

    private int Comment(int start)
    {
        var isComment = _html.AsSpan(start).StartsWith("<!--");
        var close = _html.AsSpan(start + 2).IndexOf(isComment ? "-->" : ">");
        return close < 0 ? _html.Length : start + 2 + close + (isComment ? 3 : 1);
    }

    private void Replace(int start, int end, string text)
    {
        _isWild = true;
        if (_output is null || start < _copied)
            return;
        _output.Append(_html, _copied, start - _copied).Append(text);
        _copied = end;
    }
}
