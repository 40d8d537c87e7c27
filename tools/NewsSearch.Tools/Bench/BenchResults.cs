using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsSearch.Tools.Bench;

/// <summary>
/// Appends figures to <c>$RESULTS</c> (or <c>results.jsonl</c>) as the runners of the other engines do, so that one
/// table shows all, and prints them.
/// </summary>
internal sealed class BenchResults(string peer, string corpus, TextWriter screen) : IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    private readonly StreamWriter _file = File.AppendText(
        Environment.GetEnvironmentVariable("RESULTS") ?? "results.jsonl"
    );

    public string Peer => peer;
    public string Corpus => corpus;

    public void Add(string workload, string metric, double value)
    {
        var line = new JsonObject
        {
            ["peer"] = peer,
            ["workload"] = workload,
            ["corpus"] = corpus,
            ["metric"] = metric,
            ["value"] = value,
        };
        _file.WriteLine(line.ToJsonString(OneLine));
        _file.Flush();
        screen.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{peer, -22} {workload, -18} {corpus, -6} {metric, -24} {value:0.####}"
            )
        );
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>What this process has used so far.</summary>
internal static class ProcessFigures
{
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Resident memory now, in MB (2^20 bytes).</summary>
    public static double ResidentMegabytes => Status("VmRSS:");

    /// <summary>Most resident memory ever, in MB (2^20 bytes).</summary>
    public static double PeakResidentMegabytes => Status("VmHWM:");

    private static double Status(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            return (name == "VmRSS:" ? self.WorkingSet64 : self.PeakWorkingSet64) / (1024.0 * 1024);
        }
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        var kilobytes = line[name.Length..].Replace("kB", "", StringComparison.Ordinal);
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }
}

/// <summary>Takes time and CPU of a bulk workload and reports its rates.</summary>
internal sealed class BulkMeasure(TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly double _cpuBefore = ProcessFigures.CpuSeconds;

    /// <summary>Reports documents a second and what they cost; <paramref name="bytes"/> is 0 where it says nothing.</summary>
    public void Report(BenchResults results, string workload, long documents, long bytes)
    {
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        results.Add(workload, "docs_s", documents / seconds);
        if (bytes > 0)
            results.Add(workload, "MB_s", bytes / 1e6 / seconds);
        results.Add(workload, "wall_s", seconds);
        results.Add(workload, "cpu_s", ProcessFigures.CpuSeconds - _cpuBefore);
        results.Add(workload, "peak_rss_MB", ProcessFigures.PeakResidentMegabytes);
    }

    /// <summary>Size of all files below a folder, in MB (10^6 bytes).</summary>
    public static double MegabytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;
}
