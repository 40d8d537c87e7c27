namespace NewsSearch.Web.Pages;

/// <summary>A line of a chart.</summary>
/// <param name="Style">Number of its colour and dashes, from 0.</param>
public sealed record ChartLine(string Name, int Style, IReadOnlyList<ChartPoint> Points);

/// <summary>A point of a line.</summary>
/// <param name="Value">Null: nothing is known here, and the line is broken.</param>
/// <param name="Title">What a reader is told who points at it.</param>
/// <param name="Href">Where it leads; null for a point that leads nowhere.</param>
public sealed record ChartPoint(double? Value, string Title, string? Href);
