using System.Globalization;

namespace NewsSearch.Web.Pages;

/// <summary>Numbers in markup.</summary>
internal static class Numbers
{
    /// <summary>A number of bytes, three digits at the most.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1_000 && unit < units.Length - 1; unit++)
            value /= 1_024;
        return $"{value.ToString(value < 10 && unit > 0 ? "0.#" : "0", CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>Hours, minutes and seconds; below ten seconds with a fraction.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalSeconds < 10 ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : $"{(long)time.TotalHours}:{time.ToString(@"mm\:ss", CultureInfo.InvariantCulture)}";

    /// <summary>A coordinate of an SVG.</summary>
    public static string Svg(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
