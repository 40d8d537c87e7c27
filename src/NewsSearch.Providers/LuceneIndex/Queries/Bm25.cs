using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The BM25 score of a word or of words that are counted together, in one segment (Robertson and Zaragoza, "The
/// Probabilistic Relevance Framework", 2009), with the engine's one byte for the length of a text.
/// </summary>
internal sealed class Bm25
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    private static readonly float[] Lengths = [.. Enumerable.Range(0, 256).Select(Decode)];

    private readonly float _weight;
    private readonly float[] _saturation = new float[256];
    private readonly byte[] _norms;

    /// <param name="idf">Weight of the words (<see cref="Idf"/>), those of several added up.</param>
    /// <param name="averageLength">Words of a text on average.</param>
    /// <param name="norms">Length of the text of each document of the segment, encoded.</param>
    public Bm25(float idf, float averageLength, byte[] norms)
    {
        _norms = norms;
        _weight = idf * (K1 + 1);
        for (var n = 0; n < _saturation.Length; n++)
            _saturation[n] = K1 * (1 - B + B * Lengths[n] / averageLength);
    }

    /// <summary>Inverse document frequency, never negative.</summary>
    /// <param name="documents">Documents that have the word.</param>
    /// <param name="all">Documents that there are.</param>
    public static float Idf(long documents, long all) =>
        (float)Math.Log(1 + (all - documents + 0.5) / (documents + 0.5));

    /// <summary>What so many places in a document are worth.</summary>
    public float Of(int doc, int count) => _weight * count / (count + _saturation[_norms[doc]]);

    private static float Decode(int norm)
    {
        var value = SmallSingle.SByte315ToSingle((sbyte)norm);
        return 1f / (value * value);
    }
}
