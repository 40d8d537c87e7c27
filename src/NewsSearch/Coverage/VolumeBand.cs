namespace NewsSearch.Coverage;

/// <summary>Between which numbers of articles a day of a source usually lies, told from the same day of earlier weeks.</summary>
/// <param name="Low">Fewer are unusual.</param>
/// <param name="Typical">The median.</param>
/// <param name="High">More are unusual.</param>
public sealed record VolumeBand(long Low, double Typical, long High)
{
    /// <summary>Weeks that are looked back.</summary>
    public const int Weeks = 8;

    // With fewer nothing is known of the season.
    private const int LeastWeeks = 4;

    // Standard deviations to each side.
    private const double Width = 3;

    // The median absolute deviation times this is the standard deviation of a normal distribution.
    private const double OfMedianDeviation = 1.4826;

    /// <summary>The band of one day; null where too few weeks are known.</summary>
    /// <param name="daily">Articles of each day, oldest first.</param>
    /// <param name="day">Which of them is judged; those before it say what is usual.</param>
    public static VolumeBand? Of(IReadOnlyList<long> daily, int day)
    {
        var same = new List<double>();
        for (var n = day - 7; n >= 0 && same.Count < Weeks; n -= 7)
            same.Add(daily[n]);
        if (same.Count < LeastWeeks)
            return null;
        var typical = Median(same);
        var deviation = OfMedianDeviation * Median([.. same.Select(c => Math.Abs(c - typical))]);
        // Counts spread by the root of their mean even where nothing changes; one article is never unusual.
        var spread = Math.Max(Math.Max(deviation, Math.Sqrt(typical)), 1);
        return new VolumeBand(
            (long)Math.Floor(Math.Max(0, typical - Width * spread)),
            typical,
            (long)Math.Ceiling(typical + Width * spread)
        );
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
