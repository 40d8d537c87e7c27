namespace NewsSearch.Coverage;

/// <summary>How the last whole day of a source compares with its season.</summary>
/// <param name="Days">The days before it and itself, oldest first, with the band of each.</param>
/// <param name="LastArticle">The last day with an article; null where none is in the time that is looked at.</param>
public sealed record SourceHealth(
    string Source,
    DateOnly Day,
    SourceCondition Condition,
    IReadOnlyList<DayVolume> Days,
    DateOnly? LastArticle
)
{
    /// <summary>Days of which counts are needed: the weeks of a band, before each of <see cref="Shown"/> days.</summary>
    public const int DaysLookedAt = VolumeBand.Weeks * 7 + Shown;

    /// <summary>Days that are judged and shown.</summary>
    public const int Shown = 28;

    // With so many expected, none at all is a matter of less than one in a thousand.
    private const double ExpectedOfSilence = 7;

    /// <summary>Judges a source.</summary>
    /// <param name="day">The last whole day.</param>
    /// <param name="daily">Articles of each day up to it, oldest first; nothing before the first article.</param>
    public static SourceHealth Of(string source, DateOnly day, IReadOnlyList<long> daily)
    {
        var first = day.AddDays(1 - daily.Count);
        var days = Enumerable
            .Range(Math.Max(0, daily.Count - Shown), Math.Min(Shown, daily.Count))
            .Select(n => new DayVolume(first.AddDays(n), daily[n], VolumeBand.Of(daily, n)))
            .ToList();
        var last = daily.Count - 1;
        while (last >= 0 && daily[last] == 0)
            last--;
        return new SourceHealth(source, day, Judge(days), days, last < 0 ? null : first.AddDays(last));
    }

    private static SourceCondition Judge(List<DayVolume> days)
    {
        if (days is not [.., { Band: { } band } newest])
            return SourceCondition.Unknown;
        var missed = Enumerable.Reverse(days).TakeWhile(d => d.Count == 0).Sum(d => d.Band?.Typical ?? 0);
        return missed >= ExpectedOfSilence ? SourceCondition.Silent
            : newest.Count < band.Low ? SourceCondition.Low
            : newest.Count > band.High ? SourceCondition.High
            : SourceCondition.Ok;
    }
}

/// <summary>A day of a source.</summary>
/// <param name="Band">Null where too little is known of earlier weeks.</param>
public sealed record DayVolume(DateOnly Day, long Count, VolumeBand? Band);

/// <summary>Stored as a number: only append.</summary>
public enum SourceCondition
{
    /// <summary>Within its band; as an event: within it again.</summary>
    Ok,

    /// <summary>Fewer articles than its season explains.</summary>
    Low,

    /// <summary>More articles than its season explains.</summary>
    High,

    /// <summary>None at all for longer than its season explains.</summary>
    Silent,

    /// <summary>Too little is known of it.</summary>
    Unknown,
}
