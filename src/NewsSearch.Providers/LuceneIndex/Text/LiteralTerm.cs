using System.Text;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The term of a literal spelling: mark, folded word, mark, word as written (<see cref="IndexSchema.LiteralMark"/>).</summary>
internal static class LiteralTerm
{
    /// <summary>Most bytes that <see cref="Write"/> needs for this word.</summary>
    public static int MaxLength(TextWords words, int index) =>
        words[index].FoldedLength + 2 + Encoding.UTF8.GetMaxByteCount(words.Literal(index).Length);

    /// <returns>Bytes written.</returns>
    public static int Write(TextWords words, int index, Span<byte> to)
    {
        var folded = words.Folded(index);
        to[0] = (byte)IndexSchema.LiteralMark;
        folded.CopyTo(to[1..]);
        to[folded.Length + 1] = (byte)IndexSchema.LiteralMark;
        return folded.Length + 2 + Encoding.UTF8.GetBytes(words.Literal(index), to[(folded.Length + 2)..]);
    }
}
