namespace NewsSearch.Coverage;

/// <summary>A run of buckets without any article, between the first and the last that have some.</summary>
/// <param name="From">First moment of the first empty bucket.</param>
/// <param name="To">First moment of the last empty bucket.</param>
/// <param name="Buckets">How many buckets are empty.</param>
public sealed record VolumeGap(DateTime From, DateTime To, int Buckets)
{
    /// <summary>The runs of empty buckets in a volume, in order; what lies before the first and behind the last is none.</summary>
    /// <param name="volume">Consecutive buckets.</param>
    public static IReadOnlyList<VolumeGap> In(IReadOnlyList<(DateTime Start, long Count)> volume)
    {
        var gaps = new List<VolumeGap>();
        var last = -1;
        for (var b = 0; b < volume.Count; b++)
        {
            if (volume[b].Count == 0)
                continue;
            if (last >= 0 && b - last > 1)
                gaps.Add(new VolumeGap(volume[last + 1].Start, volume[b - 1].Start, b - last - 1));
            last = b;
        }
        return gaps;
    }
}
