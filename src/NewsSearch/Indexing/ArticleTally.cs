using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsSearch.Indexing;

/// <summary>Numbers of articles in total, per source and per day, to compare an index with the archive.</summary>
public sealed class ArticleTally
{
    private const int MostLines = 20;

    /// <summary>Stands for articles without a date.</summary>
    public const long Undated = long.MinValue;

    private readonly Dictionary<string, long> _sources = [];
    private readonly Dictionary<long, long> _days = [];

    public long Total { get; private set; }

    /// <summary>Versions beside the current ones; null where they are not held.</summary>
    public long? OlderVersions { get; set; }

    /// <param name="source">Id of the publisher.</param>
    /// <param name="day">Days since 1970-01-01 of the publication, or <see cref="Undated"/>.</param>
    public void Add(string source, long day)
    {
        Total++;
        CollectionsMarshal.GetValueRefOrAddDefault(_sources, source, out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_days, day, out _)++;
    }

    /// <summary>The day of a moment, for <see cref="Add"/>.</summary>
    public static long Day(DateTimeOffset? moment) => moment is { } value ? DayOf(value.ToUnixTimeSeconds()) : Undated;

    /// <summary>The day of seconds since 1970.</summary>
    public static long DayOf(long seconds) => (long)Math.Floor(seconds / 86_400.0);

    /// <summary>How an index differs from this tally of the archive, a line for each count; empty when all agree.</summary>
    public IReadOnlyList<string> Differences(ArticleTally index)
    {
        var lines = new List<string>();
        if (Total != index.Total)
            lines.Add(Line("articles", Total, index.Total));
        if (OlderVersions is { } older && index.OlderVersions is { } indexed && older != indexed)
            lines.Add(Line("older versions", older, indexed));
        Compare(_sources, index._sources, s => "source " + s, lines);
        Compare(_days, index._days, DayName, lines);
        return lines.Count <= MostLines
            ? lines
            : [.. lines.Take(MostLines), $"… and {lines.Count - MostLines} further counts differ"];
    }

    private static void Compare<T>(
        Dictionary<T, long> archive,
        Dictionary<T, long> index,
        Func<T, string> name,
        List<string> lines
    )
        where T : notnull
    {
        foreach (var key in archive.Keys.Union(index.Keys).Order())
            if (archive.GetValueOrDefault(key) != index.GetValueOrDefault(key))
                lines.Add(Line(name(key), archive.GetValueOrDefault(key), index.GetValueOrDefault(key)));
    }

    private static string DayName(long day) =>
        day == Undated
            ? "undated"
            : "day " + DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Line(string what, long archive, long index) => $"{what}: archive {archive}, index {index}";
}
