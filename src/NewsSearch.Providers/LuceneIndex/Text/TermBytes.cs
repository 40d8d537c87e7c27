using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Attribute = Lucene.Net.Util.Attribute;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Hands terms to the index as bytes: words are folded into UTF-8 once, and the engine's own conversion from characters
/// is saved.
/// </summary>
internal sealed class TermBytes : Attribute, ITermToBytesRefAttribute
{
    public BytesRef BytesRef { get; } = new();

    public void Set(byte[] bytes, int offset, int length)
    {
        BytesRef.Bytes = bytes;
        BytesRef.Offset = offset;
        BytesRef.Length = length;
    }

    /// <summary>Nothing is left to do: the bytes are set with the term.</summary>
    public void FillBytesRef() { }

    public override void Clear() => BytesRef.Length = 0;

    public override void CopyTo(IAttribute target)
    {
        var other = ((TermBytes)target).BytesRef;
        other.CopyBytes(BytesRef);
    }
}
