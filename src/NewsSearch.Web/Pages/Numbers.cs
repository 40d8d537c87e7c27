using System.Globalization;

namespace NewsSearch.Web.Pages;

/// <summary>Numbers for readers.</summary>
internal static class Numbers
{
    public static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A coordinate of an SVG.</summary>
    public static string Svg(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
