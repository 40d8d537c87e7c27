namespace NewsSearch.Snapshots;

/// <summary>Where snapshots are kept, how many, and when they are made.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Keep">Snapshots to keep; older ones go when a new one was made.</param>
/// <param name="Schedule">Cron expression of five fields; null makes none by itself.</param>
/// <param name="CheckSchedule">Cron expression of the nightly inspection of the archive; null for none.</param>
/// <param name="Zone">Time zone of both.</param>
public sealed record SnapshotSettings(
    string Folder,
    int Keep,
    string? Schedule,
    string? CheckSchedule,
    TimeZoneInfo Zone
)
{
    /// <summary>Name of the folder below the data folder that is used where no other is named.</summary>
    public const string FolderName = "snapshots";
}
