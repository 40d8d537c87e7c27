using System.Buffers;

namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Cuts XML and HTML, however broken, into tags and text. Never fails, never looks anything up, knows no document type,
/// and needs time in proportion to the length of the text.
/// </summary>
/// <param name="text">The document.</param>
/// <param name="start">First place to read.</param>
/// <param name="end">Place behind the last one.</param>
internal sealed class MarkupTokenizer(string text, int start, int end)
{
    // A quoted value that holds "<" is mended by looking no further than this.
    private const int LongestMendedValue = 1000;

    private static readonly SearchValues<char> TagStops = SearchValues.Create("<>\"'");

    private readonly NextIndex _commentEnd = new("-->");
    private readonly NextIndex _instructionEnd = new("?>");
    private readonly NextIndex _cdataStart = new("<![CDATA[");
    private readonly NextIndex _cdataEnd = new("]]>");
    private readonly NextIndex _subsetEnd = new("]>");
    private readonly NextIndex _tagEnd = new(">");
    private int _at = start;
    private (int Start, int End) _lastName;

    public MarkupTokenizer(string text)
        : this(text, 0, text.Length) { }

    /// <summary>The next token; false at the end.</summary>
    public bool Next(out MarkupToken token)
    {
        if (_at >= end)
        {
            token = default;
            return false;
        }
        token = text[_at] == '<' ? Markup(_at) : Text(_at);
        _at = token.End;
        return true;
    }

    /// <summary>Goes on at this place, which must not be behind the current one.</summary>
    public void SkipTo(int place) => _at = Math.Max(_at, Math.Min(place, end));

    private MarkupToken Text(int at)
    {
        var next = text.AsSpan(at + 1, end - at - 1).IndexOf('<');
        var stop = next < 0 ? end : at + 1 + next;
        return new MarkupToken(MarkupKind.Text, at, stop, at, stop);
    }

    private MarkupToken Markup(int at)
    {
        if (at + 1 >= end)
            return Text(at);
        var c = text[at + 1];
        if (IsNameStart(c))
            return StartTag(at);
        if (c == '/')
            return at + 2 < end && IsNameStart(text[at + 2]) ? EndTag(at) : Text(at);
        if (c == '!')
            return Declaration(at);
        return c == '?' ? Until(at, _instructionEnd, 2) : Text(at);
    }

    private MarkupToken StartTag(int at)
    {
        var nameEnd = NameEnd(at + 1);
        _lastName = (at + 1, nameEnd);
        var i = nameEnd;
        while (i < end)
        {
            var stop = text.AsSpan(i, end - i).IndexOfAny(TagStops);
            if (stop < 0)
                break;
            i += stop;
            if (text[i] == '>')
                return Tag(at, nameEnd, i, i + 1);
            // A tag whose ">" is missing ends where the next one begins.
            if (text[i] == '<')
                return Tag(at, nameEnd, i, i);
            var close = ValueFollows(nameEnd, i) ? ValueEnd(i) : i + 1;
            if (close < 0)
                return UnquotedTag(at, nameEnd, i);
            i = close;
        }
        return Tag(at, nameEnd, end, end);
    }

    private MarkupToken UnquotedTag(int at, int nameEnd, int quote)
    {
        var stop = text.AsSpan(quote, end - quote).IndexOfAny('<', '>');
        var i = stop < 0 ? end : quote + stop;
        return Tag(at, nameEnd, i, i < end && text[i] == '>' ? i + 1 : i);
    }

    private MarkupToken Tag(int at, int nameEnd, int attributesEnd, int tagEnd)
    {
        var isEmpty = attributesEnd > nameEnd && text[attributesEnd - 1] == '/';
        return new MarkupToken(
            MarkupKind.Start,
            at,
            tagEnd,
            at + 1,
            nameEnd,
            isEmpty ? attributesEnd - 1 : attributesEnd,
            isEmpty
        );
    }

    private bool ValueFollows(int nameEnd, int quote) =>
        text.AsSpan(nameEnd, quote - nameEnd).TrimEnd() is { IsEmpty: false } before && before[^1] == '=';

    // The place behind the closing quote, or -1 when it is missing.
    private int ValueEnd(int quote)
    {
        var close = text.AsSpan(quote + 1, end - quote - 1).IndexOfAny(text[quote], '<');
        if (close < 0)
            return -1;
        close += quote + 1;
        if (text[close] != '<')
            return close + 1;
        // HTML allows "<" in values. It is one where the quote that follows closes it as values are closed.
        var rest = text.AsSpan(close, Math.Min(LongestMendedValue, end - close));
        var later = rest.IndexOf(text[quote]);
        if (later < 0)
            return -1;
        later += close + 1;
        return later >= end || text[later] is '>' or '/' || char.IsWhiteSpace(text[later]) ? later : -1;
    }

    private MarkupToken EndTag(int at)
    {
        var nameEnd = NameEnd(at + 2);
        var stop = text.AsSpan(nameEnd, end - nameEnd).IndexOfAny('<', '>');
        var close = stop < 0 ? end : nameEnd + stop;
        var tagEnd = close < end && text[close] == '>' ? close + 1 : close;
        return new MarkupToken(MarkupKind.End, at, tagEnd, at + 2, nameEnd);
    }

    private MarkupToken Declaration(int at)
    {
        var rest = text.AsSpan(at, end - at);
        if (rest.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase))
            return CData(at, at + 9);
        if (rest.StartsWith("<!--"))
            return Until(at, _commentEnd, 4);
        var close = _tagEnd.From(text, at, end);
        if (close < 0)
            return Text(at);
        if (rest[..(close - at)].Contains('[') && _subsetEnd.From(text, at, end) is var subset and >= 0)
            return Other(at, subset + 2);
        return Other(at, close + 1);
    }

    private MarkupToken CData(int at, int content)
    {
        var close = _cdataEnd.From(text, content, end);
        var nested = _cdataStart.From(text, content, end);
        if (close >= 0 && (nested < 0 || close < nested))
            return new MarkupToken(MarkupKind.CData, at, close + 3, content, close);
        // Either a section that quotes another one, or one that is not closed: then the element's end tag comes first.
        var limit = close < 0 ? end : nested;
        var tag = _lastName.End == 0 ? -1 : EndOfElement(content, limit);
        if (tag < 0 && close >= 0)
            return new MarkupToken(MarkupKind.CData, at, close + 3, content, close);
        var cut = tag < 0 ? end : tag;
        var trimmed = text.AsSpan(content, cut - content).TrimEnd("]>").Length;
        return new MarkupToken(MarkupKind.CData, at, cut, content, content + trimmed);
    }

    private int EndOfElement(int from, int to)
    {
        var name = string.Concat("</", text.AsSpan(_lastName.Start, _lastName.End - _lastName.Start));
        var found = text.AsSpan(from, to - from).IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? -1 : from + found;
    }

    private MarkupToken Until(int at, NextIndex closing, int opening)
    {
        var close = closing.From(text, at + opening, end);
        if (close >= 0)
            return Other(at, text.IndexOf('>', close) + 1);
        // Not closed: passing over all that follows would lose every item of it.
        close = _tagEnd.From(text, at, end);
        return Other(at, close < 0 ? end : close + 1);
    }

    private static MarkupToken Other(int at, int stop) => new(MarkupKind.Other, at, stop, at, at);

    private int NameEnd(int at)
    {
        while (at < end && IsNamePart(text[at]))
            at++;
        return at;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or ':' || c > 127 && char.IsLetter(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c is '-' or '.';
}
