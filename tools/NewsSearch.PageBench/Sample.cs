namespace NewsSearch.PageBench;

/// <summary>Measured values of one kind.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    /// <summary>The smallest value that this part of all does not exceed.</summary>
    public double Percentile(double part)
    {
        var sorted = _values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Count) - 1)];
    }
}
