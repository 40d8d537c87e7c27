namespace NewsSearch.Web.Pages;

/// <summary>
/// Where the values of a chart lie, in hundredths of its width and height: the picture stretches with the page while
/// its lines and letters keep their size.
/// </summary>
/// <param name="Buckets">Points of each line.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="IsMirrored">Time runs from right to left.</param>
/// <param name="LeastStep">Smallest distance of two ticks: there are no halves of an article.</param>
public sealed record ChartScale(int Buckets, double Max, bool IsMirrored, double LeastStep)
{
    // Room for the numbers beside the axis.
    private const double Left = 4;
    private const double Right = 99;
    private const double Top = 7;
    private const double Bottom = 87;

    /// <summary>Height of the axis.</summary>
    public static double Base => Bottom;

    /// <summary>Round values for lines across the chart, without 0.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            var step = Step;
            return [.. Enumerable.Range(1, 10).Select(n => n * step).TakeWhile(v => v <= Ceiling + step / 2)];
        }
    }

    public double X(int bucket)
    {
        var x = Buckets < 2 ? 50 : Left + (Right - Left) * bucket / (Buckets - 1);
        return IsMirrored ? 100 - x : x;
    }

    public double Y(double value) => Bottom - (Bottom - Top) * value / Ceiling;

    /// <summary>Buckets that are named under the axis: the first, the last and some between.</summary>
    public IEnumerable<int> Named(int most)
    {
        if (Buckets <= most)
            return Enumerable.Range(0, Buckets);
        var parts = most - 1;
        return Enumerable.Range(0, most).Select(n => (int)Math.Round((Buckets - 1.0) * n / parts)).Distinct();
    }

    /// <summary>The points of a line without its gaps, as the stretches between them.</summary>
    public static IEnumerable<IReadOnlyList<int>> Stretches(ChartLine line)
    {
        var stretch = new List<int>();
        for (var i = 0; i <= line.Points.Count; i++)
        {
            if (i < line.Points.Count && line.Points[i].Value is not null)
            {
                stretch.Add(i);
                continue;
            }
            if (stretch.Count > 0)
                yield return stretch;
            stretch = [];
        }
    }

    private double Ceiling => Math.Max(Step, Math.Ceiling(Max / Step) * Step);

    // 1, 2 or 5 times a power of ten, about four to the chart.
    private double Step
    {
        get
        {
            if (Max <= 0)
                return 1;
            var power = Math.Pow(10, Math.Floor(Math.Log10(Max / 4)));
            var digit = (Max / 4 / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            };
            return Math.Max(LeastStep, power * digit);
        }
    }
}
