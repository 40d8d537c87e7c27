using System.CommandLine;
using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Snapshots;

namespace NewsSearch.Tools.Commands;

/// <summary><c>snapshot create|list|verify|restore|delete</c>: copies of archive and index, without the service.</summary>
internal static class SnapshotCommand
{
    public static Command Create(TimeProvider clock) =>
        new("snapshot", "Makes, lists, checks and restores snapshots of archive and index.")
        {
            CreateSnapshot(clock),
            List(),
            Verify(clock),
            Restore(clock),
            Delete(),
        };

    private static Command CreateSnapshot(TimeProvider clock)
    {
        var data = SharedOptions.Data();
        var folder = Folder();
        var keep = new Option<int>("--keep")
        {
            Description = "Snapshots to keep; the oldest go.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var command = new Command("create", "Makes a snapshot of a data folder that no service holds.")
        {
            data,
            folder,
            keep,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var root = parsed.GetRequiredValue(data);
                await using var opened = Composition.OpenExisting(root, clock);
                using var index = Composition.OpenIndex(opened.IndexPath, clock);
                using var job = Composition.Indexing(opened.Archive, index, clock);
                var settings = new SnapshotSettings(
                    FolderOf(root, parsed.GetValue(folder)),
                    Math.Max(1, parsed.GetValue(keep)),
                    Schedule: null,
                    CheckSchedule: null,
                    TimeZoneInfo.Utc
                );
                var creation = Composition.Snapshots(opened, index, job, settings, clock);
                var started = clock.GetTimestamp();
                var (snapshot, removed) = await creation.RunAsync(creation.NewId(), cancellation);
                await Console.Out.WriteLineAsync(
                    $"{Line(snapshot, check: null)}; {clock.GetElapsedTime(started).TotalSeconds:0.0} s"
                );
                foreach (var id in removed)
                    await Console.Out.WriteLineAsync($"removed {id}");
            }
        );
        return command;
    }

    private static Command List()
    {
        var data = SharedOptions.Data();
        var folder = Folder();
        var command = new Command("list", "Lists snapshots, newest first; a service may be running.") { data, folder };
        command.SetAction(
            async (parsed, _) =>
            {
                var store = Store(parsed.GetRequiredValue(data), parsed.GetValue(folder));
                var (snapshots, unreadable) = store.List();
                foreach (var snapshot in snapshots)
                    await Console.Out.WriteLineAsync(Line(snapshot, store.LastCheck(snapshot.Id)));
                foreach (var name in unreadable)
                    await Console.Error.WriteLineAsync($"{name} is damaged and stands for no snapshot.");
                if (snapshots.Count == 0)
                    await Console.Error.WriteLineAsync($"There are no snapshots in {store.Folder}.");
                return unreadable.Count == 0 ? 0 : CommandRun.Failed;
            }
        );
        return command;
    }

    private static Command Verify(TimeProvider clock)
    {
        var (id, data, folder) = (Id(), SharedOptions.Data(), Folder());
        var command = new Command(
            "verify",
            "Restores a snapshot beside everything and checks it; a service may be running."
        )
        {
            id,
            data,
            folder,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var store = Store(parsed.GetRequiredValue(data), parsed.GetValue(folder));
                var snapshot = Find(store, parsed.GetRequiredValue(id));
                var check = await Composition.Verification(store, clock).RunAsync(snapshot, cancellation);
                foreach (var note in check.Notes ?? [])
                    await Console.Out.WriteLineAsync(note);
                foreach (var problem in check.Problems)
                    await Console.Error.WriteLineAsync(problem);
                await Console.Out.WriteLineAsync(
                    check.Problems.Count == 0
                        ? $"{snapshot.Id} is sound: {check.Articles} articles, {check.Sampled} of them compared"
                        : $"{snapshot.Id} cannot be relied on: {check.Problems.Count} problems"
                );
                return check.Problems.Count == 0 ? 0 : CommandRun.Failed;
            }
        );
        return command;
    }

    private static Command Restore(TimeProvider clock)
    {
        var (id, data, folder) = (Id(), SharedOptions.Data(), Folder());
        var replace = new Option<bool>("--replace")
        {
            Description = "Put the snapshot in the place of what the data folder holds, which is set aside in it.",
        };
        var command = new Command("restore", "Brings a snapshot back into a data folder that no service holds.")
        {
            id,
            data,
            folder,
            replace,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var root = parsed.GetRequiredValue(data);
                var store = Store(root, parsed.GetValue(folder));
                var snapshot = Find(store, parsed.GetRequiredValue(id));
                using var exclusive = store.Lock();
                using var held = DataFolder.Open(root.FullName, clock);
                if (File.Exists(held.ArchivePath) && !parsed.GetValue(replace))
                    throw new IOException(
                        $"{held.Root} holds an archive. Name an empty folder with --data, or set it aside with --replace."
                    );
                var aside = SnapshotRestore.Replace(store, snapshot, held, clock.GetUtcNow(), cancellation);
                await Console.Out.WriteLineAsync($"restored {Line(snapshot, check: null)} into {held.Root}");
                if (aside is not null)
                    await Console.Out.WriteLineAsync($"what was there before is in {aside}");
            }
        );
        return command;
    }

    private static Command Delete()
    {
        var (id, data, folder) = (Id(), SharedOptions.Data(), Folder());
        var command = new Command("delete", "Deletes a snapshot and what only it needs.") { id, data, folder };
        command.SetAction(
            async (parsed, _) =>
            {
                var store = Store(parsed.GetRequiredValue(data), parsed.GetValue(folder));
                var snapshot = Find(store, parsed.GetRequiredValue(id));
                using var exclusive = store.Lock();
                store.Delete(snapshot.Id);
                await Console.Out.WriteLineAsync($"deleted {snapshot.Id}, {Size(store.Sweep())} became free");
            }
        );
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the snapshot; 'latest' for the newest." };

    private static Option<DirectoryInfo?> Folder() =>
        new("--snapshots") { Description = "Folder of the snapshots; without it 'snapshots' in the data folder." };

    private static SnapshotStore Store(DirectoryInfo data, DirectoryInfo? folder) => new(FolderOf(data, folder));

    private static string FolderOf(DirectoryInfo data, DirectoryInfo? folder) =>
        folder?.FullName ?? Path.Combine(data.FullName, SnapshotSettings.FolderName);

    private static SnapshotManifest Find(SnapshotStore store, string id) =>
        (id == "latest" ? store.Newest : store.Find(id))
        ?? throw new FileNotFoundException(
            $"There is no snapshot '{id}' in {store.Folder}; 'snapshot list' shows them."
        );

    private static string Line(SnapshotManifest snapshot, SnapshotCheck? check) =>
        $"{snapshot.Id}  sequence {snapshot.Archive.Sequence}, {snapshot.Index?.Documents ?? 0} articles indexed, "
        + $"{Size(snapshot.Bytes)}, {Size(snapshot.AddedBytes)} new"
        + (
            check is null ? ""
            : check.Problems.Count == 0 ? ", checked"
            : ", CHECK FAILED"
        );

    private static string Size(long bytes) =>
        (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";
}
