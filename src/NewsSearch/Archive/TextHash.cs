using System.IO.Hashing;
using System.Text;

namespace NewsSearch.Archive;

/// <summary>XxHash3 over texts as UTF-8, each followed by a zero; null counts as empty.</summary>
internal sealed class TextHash
{
    // Texts are hashed piece by piece, so that a long one needs no copy of itself.
    private const int PieceLength = 1_024;

    private readonly XxHash3 _hash = new();

    public ulong Value => _hash.GetCurrentHashAsUInt64();

    public void Add(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            Append(text);
            _hash.Append("\0"u8);
        }
    }

    /// <summary>Adds <see cref="CollapsedText"/> of each.</summary>
    public void AddCollapsed(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            var isFirst = true;
            foreach (var stretch in CollapsedText.Stretches(text))
            {
                if (!isFirst)
                    _hash.Append(" "u8);
                isFirst = false;
                Append(stretch);
            }
            _hash.Append("\0"u8);
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[3 * PieceLength];
        while (!text.IsEmpty)
        {
            var length = Math.Min(text.Length, PieceLength);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]))
                length--;
            _hash.Append(bytes[..Encoding.UTF8.GetBytes(text[..length], bytes)]);
            text = text[length..];
        }
    }
}
