namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Smallest and greatest number of a column in each stretch of <see cref="Clause.Width"/> documents.</summary>
internal sealed class StretchBounds
{
    /// <param name="isCounted">Numbers that are left out when false.</param>
    public StretchBounds(long[] column, Func<long, bool>? isCounted = null)
    {
        var stretches = (column.Length + Clause.Width - 1) / Clause.Width;
        (Lowest, Highest) = (new long[stretches], new long[stretches]);
        Array.Fill(Lowest, long.MaxValue);
        Array.Fill(Highest, long.MinValue);
        for (var doc = 0; doc < column.Length; doc++)
        {
            if (isCounted?.Invoke(column[doc]) == false)
                continue;
            ref var lowest = ref Lowest[doc / Clause.Width];
            ref var highest = ref Highest[doc / Clause.Width];
            (lowest, highest) = (Math.Min(lowest, column[doc]), Math.Max(highest, column[doc]));
        }
    }

    /// <summary>Greater than <see cref="Highest"/> where there are no numbers.</summary>
    public long[] Lowest { get; }

    public long[] Highest { get; }
}
