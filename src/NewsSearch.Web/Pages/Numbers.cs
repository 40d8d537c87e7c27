using System.Globalization;

namespace NewsSearch.Web.Pages;

/// <summary>Numbers in markup.</summary>
internal static class Numbers
{
    /// <summary>A coordinate of an SVG.</summary>
    public static string Svg(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
