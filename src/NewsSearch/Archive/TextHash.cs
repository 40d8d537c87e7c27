using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace NewsSearch.Archive;

/// <summary>XxHash3 over texts as UTF-8, each followed by a zero; null counts as empty.</summary>
internal sealed class TextHash
{
    private readonly XxHash3 _hash = new();

    public ulong Value => _hash.GetCurrentHashAsUInt64();

    public void Add(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            Append(text);
    }

    /// <summary>Adds <see cref="CollapsedText"/> of each.</summary>
    public void AddCollapsed(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            var characters = ArrayPool<char>.Shared.Rent(text?.Length ?? 0);
            Append(characters.AsSpan(0, CollapsedText.Write(text, characters)));
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var length = Encoding.UTF8.GetBytes(text, bytes);
        bytes[length] = 0;
        _hash.Append(bytes.AsSpan(0, length + 1));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
