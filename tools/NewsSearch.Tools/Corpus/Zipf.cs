using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Corpus;

/// <summary>Draws 0 to n-1 with a weight that falls with a power of the rank.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulative;

    public Zipf(int count, double exponent)
    {
        _cumulative = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
            _cumulative[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    public int Draw(SeededRandom random)
    {
        var found = Array.BinarySearch(_cumulative, random.Fraction() * _cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulative.Length - 1);
    }
}
