using System.Buffers;
using System.Text;

namespace NewsSearch.Archive;

/// <summary>Text with each stretch of white space as one blank, none at its ends.</summary>
internal static class CollapsedText
{
    // All of char.IsWhiteSpace but the blank.
    private static readonly SearchValues<char> OtherSpaces = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c != ' ' && char.IsWhiteSpace(c)),
    ]);

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var collapsed = new StringBuilder(text.Length);
        foreach (var stretch in Stretches(text))
            collapsed.Append(collapsed.Length > 0 ? " " : "").Append(stretch);
        return collapsed.ToString();
    }

    /// <summary>The stretches of text between which a blank stands.</summary>
    public static StretchEnumerator Stretches(ReadOnlySpan<char> text) => new(text);

    /// <summary>As long as they come, because they are found and copied many characters at a time.</summary>
    public ref struct StretchEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text.Trim();

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly StretchEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            var stretch = _rest.IndexOfAny(OtherSpaces) is >= 0 and var other ? _rest[..other] : _rest;
            if (stretch.IndexOf("  ") is >= 0 and var pair)
                stretch = stretch[..pair];
            Current = stretch.TrimEnd(' ');
            _rest = _rest[Current.Length..].TrimStart();
            return true;
        }
    }
}
