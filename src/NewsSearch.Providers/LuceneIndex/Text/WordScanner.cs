using System.Globalization;
using System.Text;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Splits a text into words and folds them; the same for indexing, queries and highlighting. Words are runs of letters
/// and digits; "5,200" and "3.5" stay whole, "U.S." becomes "us", a possessive 's is dropped, other apostrophes and
/// hyphens separate. Scripts written without spaces give one word per character, so that a run of them is a phrase.
/// </summary>
internal sealed class WordScanner
{
    /// <summary>A longer run of letters is cut into words of this length.</summary>
    public const int MaxLength = 200;

    // The folded form of each ASCII character; 0 for those that separate words.
    private static readonly byte[] AsciiFold =
    [
        .. Enumerable.Range(0, 0x80).Select(c => IsAsciiWord((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0),
    ];

    private string _text = "";
    private int _next;
    private readonly char[] _term = new char[MaxLength + WordFolding.MaxExpansion];

    /// <summary>Offset of the current word in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Offset behind the current word.</summary>
    public int End { get; private set; }

    /// <summary>Units of <see cref="Term"/> in use.</summary>
    public int Length { get; private set; }

    /// <summary>The folded word, in the first <see cref="Length"/> units.</summary>
    public char[] Buffer => _term;

    public ReadOnlySpan<char> Term => _term.AsSpan(0, Length);

    public void Reset(string text)
    {
        _text = text;
        _next = 0;
    }

    /// <summary>Moves to the next word; false at the end.</summary>
    public bool MoveNext()
    {
        var text = _text;
        var at = _next;
        while (true)
        {
            while (at < text.Length && (text[at] < 0x80 ? AsciiFold[text[at]] == 0 : !IsWordPart(text, at)))
                at++;
            if (at >= text.Length)
            {
                _next = at;
                return false;
            }
            at = Scan(text, at);
            if (Length > 0)
            {
                _next = at;
                return true;
            }
        }
    }

    private int Scan(string text, int start)
    {
        Start = start;
        Length = 0;
        var at = start;
        if (IsUnspaced(text[at]))
        {
            Append(text[at++]);
            while (at < text.Length && IsCombining(text[at]))
                Append(text[at++]);
            End = at;
            return at;
        }
        if (IsAcronym(text, at, out var end))
        {
            for (; at < end; at++)
                if (text[at] != '.')
                    Append(text[at]);
            End = end;
            return end;
        }
        while (at < text.Length && Length < MaxLength)
        {
            // Most words are ASCII from end to end.
            while (at < text.Length && text[at] < 0x80 && AsciiFold[text[at]] is not 0 and var folded)
            {
                if (Length == MaxLength)
                    break;
                _term[Length++] = (char)folded;
                at++;
            }
            if (at >= text.Length || Length == MaxLength)
                break;
            var c = text[at];
            if (c < 0x80 ? IsAsciiWord(c) : IsWordPart(text, at) && !IsUnspaced(c))
                Append(c);
            else if (!JoinsDigits(text, at))
                break;
            else
                _term[Length++] = c;
            at++;
        }
        End = at;
        return SkipPossessive(text, at);
    }

    private void Append(char c)
    {
        if (c < 0x80)
            _term[Length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        else
            Length += WordFolding.Fold(c, _term.AsSpan(Length));
    }

    private static bool IsAsciiWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsWordPart(string text, int at)
    {
        var c = text[at];
        if (c < 0x80)
            return IsAsciiWord(c);
        if (char.IsSurrogate(c))
            return IsWordSurrogate(text, at);
        return char.IsLetterOrDigit(c) || IsCombining(c) || WordFolding.IsDroppedMark(c);
    }

    private static bool IsCombining(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsWordSurrogate(string text, int at)
    {
        var high = char.IsHighSurrogate(text[at]) ? at : at - 1;
        return high >= 0
            && high + 1 < text.Length
            && char.IsSurrogatePair(text[high], text[high + 1])
            && Rune.IsLetterOrDigit(new Rune(text[high], text[high + 1]));
    }

    // Han, Hiragana, Katakana, Thai, Lao, Myanmar, Khmer.
    private static bool IsUnspaced(char c) =>
        c >= '\u0E00'
        && c
            is <= '\u0EFF'
                or >= '\u1000'
                and <= '\u109F'
                or >= '\u1780'
                and <= '\u17FF'
                or >= '\u3040'
                and <= '\u30FF'
                or >= '\u3400'
                and <= '\u9FFF'
                or >= '\uF900'
                and <= '\uFAFF'
        && !WordFolding.IsDroppedMark(c);

    private static bool JoinsDigits(string text, int at) =>
        text[at] is '.' or ','
        && at > 0
        && at + 1 < text.Length
        && char.IsAsciiDigit(text[at - 1])
        && char.IsAsciiDigit(text[at + 1]);

    // Single letters with full stops between them: U.S., U.N., e.g.
    private static bool IsAcronym(string text, int at, out int end)
    {
        end = at;
        while (end + 1 < text.Length && char.IsLetter(text[end]) && text[end + 1] == '.' && !IsUnspaced(text[end]))
            end += 2;
        var letters = (end - at) / 2;
        if (end < text.Length && IsWordPart(text, end))
        {
            var isLast = end + 1 >= text.Length || !IsWordPart(text, end + 1);
            if (letters == 0 || !isLast || !char.IsLetter(text[end]))
                return false;
            end++;
            letters++;
        }
        return letters >= 2;
    }

    private static int SkipPossessive(string text, int at)
    {
        var isPossessive =
            at + 1 < text.Length
            && (text[at] is '\'' or '\u2019')
            && (text[at + 1] is 's' or 'S')
            && (at + 2 >= text.Length || !IsWordPart(text, at + 2));
        return isPossessive ? at + 2 : at;
    }
}
