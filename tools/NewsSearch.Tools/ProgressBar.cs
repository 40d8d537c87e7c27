using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Tools;

/// <summary>Shows how far a rebuild is: a bar on one line of a terminal, plain lines now and then elsewhere.</summary>
internal sealed class ProgressBar(TextWriter screen, bool isInteractive, TimeProvider clock)
{
    private const int Width = 30;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private long? _lastLine;
    private int _length;

    public void Show(RebuildStatus status)
    {
        if (isInteractive)
        {
            var line = $"{Bar(status.Run)} {Text(status)}";
            // Blanks cover what is left of a longer line before.
            screen.Write("\r" + line.PadRight(_length));
            _length = line.Length;
        }
        else if (_lastLine is not { } last || clock.GetElapsedTime(last) >= LineInterval)
        {
            _lastLine = clock.GetTimestamp();
            screen.WriteLine(Text(status));
        }
    }

    public void End(RebuildStatus status)
    {
        _lastLine = null;
        Show(status);
        if (isInteractive)
            screen.WriteLine();
    }

    private static string Bar(RebuildRun run)
    {
        var done = run.Total == 0 ? Width : (int)(Width * Math.Min(run.Done, run.Total) / run.Total);
        return $"[{new string('#', done)}{new string('.', Width - done)}]";
    }

    private static string Text(RebuildStatus status) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Run.State.ToString().ToLowerInvariant()} {status.Run.Done:N0} of {status.Run.Total:N0} articles, "
                + $"{status.RateNow:N0} a second{Remaining(status.Eta)}"
        );

    private static string Remaining(RebuildEta? eta) =>
        eta is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", {eta.Expected.TotalSeconds:0} s left ({eta.Least.TotalSeconds:0} to {eta.Most.TotalSeconds:0})"
            );
}
