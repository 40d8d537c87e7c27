namespace NewsSearch.Articles;

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision
{
    Year,
    Month,
    Day,
    Second,
}

/// <summary>
/// The publication date with its precision and the evidence from which it was read.
/// </summary>
/// <remarks>
/// A date coarser than a second is a calendar date of the publisher, not an instant: <see cref="Value"/> is then the
/// first moment of the year, month or day with offset zero, and no time zone of a request shifts it. A date with
/// precision second is an instant; its offset is the one that was written with it, zero where that was UTC or none.
/// </remarks>
/// <param name="Value">Start of the date; null when the date was rejected as implausible or is unknown.</param>
/// <param name="Precision">How much of <paramref name="Value"/> is known.</param>
/// <param name="Evidence">
/// Where it was read: json-ld, meta, microdata, nitf, newsml, newsml-g2, ninjs, csv, sgml, jsonl, feed, sitemap, url, text.
/// </param>
/// <param name="Rejected">The raw string of an implausible date (more than 24 h after retrieval, or impossible).</param>
/// <param name="Others">Dates that other evidence gives and that disagree; null where there are none.</param>
public sealed record PublishedDate(
    DateTimeOffset? Value,
    DatePrecision Precision,
    string? Evidence = null,
    string? Rejected = null,
    IReadOnlyList<DateCandidate>? Others = null
)
{
    private const int MostOthers = 16;

    // One instant written in local time and as a calendar date of another zone.
    private static readonly TimeSpan WidestZone = TimeSpan.FromHours(14);

    // Publishing takes seconds, and each system has its own clock.
    private static readonly TimeSpan SameMoment = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The first believable date of these, made finer by the ones that agree; those that disagree or were rejected are
    /// kept beside it. Without any believable one, the first that was rejected.
    /// </summary>
    public static PublishedDate? Choose(IEnumerable<PublishedDate?> candidates)
    {
        PublishedDate? chosen = null;
        foreach (var candidate in candidates)
            chosen = Join(chosen, candidate);
        return chosen;
    }

    /// <summary>The first date with what the second knows beyond it.</summary>
    public static PublishedDate? Join(PublishedDate? first, PublishedDate? second)
    {
        if (first is null || second is null)
            return first ?? second;
        var (kept, other) =
            first.Value is null && second.Value is not null || first.IsMadeFinerBy(second)
                ? (second, first)
                : (first, second);
        var others = new List<DateCandidate>(kept.Others ?? []);
        foreach (var candidate in (other.Others ?? []).Append(other.AsCandidate))
            if (others.Count < MostOthers && !kept.Covers(candidate) && !others.Contains(candidate))
                others.Add(candidate);
        kept = kept.InZoneOf(other);
        return others.Count == (kept.Others?.Count ?? 0) ? kept : kept with { Others = others };
    }

    /// <summary>Equal also in the offset from UTC and in what other evidence says.</summary>
    public static bool Equal(PublishedDate? a, PublishedDate? b) =>
        a is null || b is null
            ? a is null && b is null
            : a with { Others = null } == b with { Others = null }
                && a.Value?.Offset == b.Value?.Offset
                && (a.Others ?? []).SequenceEqual(b.Others ?? []);

    // The same moment as somebody wrote it in UTC, and as the publisher's clock showed it.
    private PublishedDate InZoneOf(PublishedDate other) =>
        Value is { Offset.Ticks: 0 } own
        && other is { Value: { Offset.Ticks: not 0 } theirs, Precision: DatePrecision.Second }
        && Precision == DatePrecision.Second
        && Agrees(theirs, other.Precision)
            ? this with
            {
                Value = own.ToOffset(theirs.Offset),
            }
            : this;

    private DateCandidate AsCandidate => new(Evidence, Value, Precision, Rejected);

    private bool IsMadeFinerBy(PublishedDate other) =>
        Value is not null && other.Precision > Precision && Agrees(other.Value, other.Precision);

    // It says nothing that is not known: it agrees, or it is the same rejected text from the same evidence.
    private bool Covers(DateCandidate candidate) =>
        candidate.Value is null
            ? candidate.Rejected is null || (Rejected == candidate.Rejected && Evidence == candidate.Evidence)
            : Agrees(candidate.Value, candidate.Precision);

    private bool Agrees(DateTimeOffset? value, DatePrecision precision)
    {
        if (Value is not { } own || value is not { } theirs)
            return false;
        if (Precision == DatePrecision.Second && precision == DatePrecision.Second)
            return (own - theirs).Duration() <= SameMoment;
        var other = new PublishedDate(theirs, precision);
        var slack = Precision == precision ? TimeSpan.Zero : WidestZone;
        return own <= other.LastSecond + slack && theirs <= LastSecond + slack;
    }

    /// <summary>The last second that the date may mean, on the same clock as <see cref="Value"/>.</summary>
    public DateTimeOffset? LastSecond =>
        Value is not { } start
            ? null
            : Precision switch
            {
                DatePrecision.Year => start.AddYears(1).AddSeconds(-1),
                DatePrecision.Month => start.AddMonths(1).AddSeconds(-1),
                DatePrecision.Day => start.AddDays(1).AddSeconds(-1),
                _ => start,
            };
}

/// <summary>A date that was read and not chosen.</summary>
/// <param name="Evidence">Where it was read.</param>
/// <param name="Value">Start of the date; null when it was rejected as implausible.</param>
/// <param name="Rejected">The raw string of an implausible date.</param>
public sealed record DateCandidate(
    string? Evidence,
    DateTimeOffset? Value,
    DatePrecision Precision,
    string? Rejected = null
);
