using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NewsSearch.Indexing;
using NewsSearch.Snapshots;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// The settings of the service, section <c>NewsSearch</c>: in <c>appsettings.json</c>, in the environment
/// (<c>NewsSearch__DataDirectory</c>) or on the command line (<c>--NewsSearch:DataDirectory=…</c>), the last wins.
/// </summary>
public sealed class NewsSearchOptions
{
    public const string Section = "NewsSearch";

    /// <summary>Folder of archive, index, inbox and key; a relative path starts at the current directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = "index-data";

    /// <summary>Key for calls that change anything; without it a random one is kept in <c>&lt;data&gt;/admin.key</c>.</summary>
    [MinLength(16)]
    public string? AdminKey { get; set; }

    /// <summary>Whether an empty archive loads the built-in sample at start.</summary>
    public bool Sample { get; set; } = true;

    /// <summary>Largest body of <c>POST /ingest</c> in bytes, behind decompression.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Whether the language of articles that do not state it is told from their text.</summary>
    public bool DetectLanguage { get; set; } = true;

    /// <summary>Folder of the snapshots; without it <c>snapshots</c> in the data folder, which a lost disk takes with it.</summary>
    public string? SnapshotDirectory { get; set; }

    /// <summary>When a snapshot is made by itself: a time of day (<c>02:30</c>) or a cron expression; empty for never.</summary>
    [RegularExpression(SchedulePattern)]
    public string? SnapshotSchedule { get; set; }

    /// <summary>Snapshots that are kept; the oldest goes when a new one was made.</summary>
    [Range(1, 1_000)]
    public int KeepSnapshots { get; set; } = 7;

    /// <summary>When the whole archive is read to find damage: as <see cref="SnapshotSchedule"/>.</summary>
    [RegularExpression(SchedulePattern)]
    public string? ArchiveCheckSchedule { get; set; } = "03:30";

    /// <summary>Time zone of the schedules (IANA).</summary>
    [TimeZoneName]
    public string ScheduleTimeZone { get; set; } = "UTC";

    /// <summary>Who may read <c>/metrics</c>: callers on this machine or with the key (<c>Loopback</c>), only with the
    /// key (<c>Key</c>), <c>Anyone</c> or <c>None</c>.</summary>
    [EnumDataType(typeof(MetricsAccess))]
    public MetricsAccess Metrics { get; set; } = MetricsAccess.Loopback;

    /// <summary>Whether log lines are JSON objects, with the trace id of the request that they belong to.</summary>
    public bool JsonLogs { get; set; }

    /// <summary>Complete generations of the index that are kept beside the live one, to roll back to.</summary>
    [Range(0, 100)]
    public int KeepGenerations { get; set; } = 1;

    /// <summary>Seconds between the checkpoints of a rebuild: what a crash may make the next start repeat.</summary>
    [Range(1, 3_600)]
    public int CheckpointSeconds { get; set; } = 20;

    /// <summary>How far a rebuild steps back for searches: 0 not at all, 19 to what they leave over.</summary>
    [Range(0, 19)]
    public int RebuildNiceness { get; set; } = RebuildSettings.Default.Niceness;

    /// <summary>When the index is tidied, on the machine's clock: <c>02:00-05:00</c>; may pass midnight.</summary>
    [RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")]
    public string QuietHours { get; set; } = "02:00-05:00";

    /// <summary>What this process does: <c>Both</c>, only answer requests (<c>Web</c>), or only take in and index.</summary>
    [EnumDataType(typeof(ServiceRole))]
    public ServiceRole Role { get; set; } = ServiceRole.Both;

    /// <summary>How feeds are polled.</summary>
    [ValidateObjectMembers]
    public PollingOptions Polling { get; set; } = new();
    private const string SchedulePattern = @"([01]?[0-9]|2[0-3]):[0-5][0-9]|\S+( +\S+){4}";

    internal SnapshotSettings Snapshots =>
        new(
            Path.GetFullPath(SnapshotDirectory ?? Path.Combine(DataPath, SnapshotSettings.FolderName)),
            KeepSnapshots,
            Cron(SnapshotSchedule),
            Cron(ArchiveCheckSchedule),
            TimeZoneInfo.FindSystemTimeZoneById(ScheduleTimeZone)
        );

    internal QuietHours Quiet =>
        Indexing.QuietHours.TryParse(QuietHours)
        ?? throw new FormatException($"QuietHours is '{QuietHours}', it should be like 02:00-05:00.");

    internal RebuildSettings Rebuilds =>
        RebuildSettings.Default with
        {
            CheckpointInterval = TimeSpan.FromSeconds(CheckpointSeconds),
            KeptGenerations = KeepGenerations,
            Niceness = RebuildNiceness,
        };

    /// <summary>The data folder as a full path.</summary>
    internal string DataPath => Path.GetFullPath(DataDirectory);

    // A time of day is the cron expression that most people want.
    private static string? Cron(string? schedule) =>
        string.IsNullOrWhiteSpace(schedule) ? null
        : schedule.Split(':') is [var hour, var minute] ? $"{int.Parse(minute)} {int.Parse(hour)} * * *"
        : schedule;
}

/// <summary>The text names a time zone that this machine knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneNameAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    public override string FormatErrorMessage(string name) =>
        $"The field {name} names no time zone that this machine knows.";
}

/// <summary>What a process of the service does.</summary>
public enum ServiceRole
{
    Both,

    /// <summary>Answers requests; runs no jobs and watches no inbox.</summary>
    Web,

    /// <summary>Runs jobs and watches the inbox; answers health checks and the jobs page only.</summary>
    Indexer,
}

/// <summary>Lists everything that is wrong with the settings at once.</summary>
[OptionsValidator]
public sealed partial class NewsSearchOptionsValidator : IValidateOptions<NewsSearchOptions>;
