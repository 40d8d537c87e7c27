using System.CommandLine;
using NewsSearch.Archive;

namespace NewsSearch.Tools.Commands;

/// <summary><c>recover</c>, and the archive's part of <c>verify</c>: what a damaged archive has lost, and a new one of what it has not.</summary>
internal static class ArchiveCommands
{
    private const string Arriving = "recovering";

    /// <summary>Reads the whole archive and prints what is in order and what is lost; false where something is.</summary>
    public static async Task<bool> InspectAsync(DirectoryInfo data, TimeProvider clock, CancellationToken cancellation)
    {
        Composition.RequireArchive(data);
        using var held = DataFolder.Open(data.FullName, clock);
        var condition = Composition.Engines(clock).Inspect(held.ArchivePath, cancellation);
        foreach (var line in condition.Lines())
            await Console.Out.WriteLineAsync(line);
        if (!condition.IsSound)
            await Console.Out.WriteLineAsync(ArchiveDamagedException.Fix);
        return condition.IsSound;
    }

    public static Command Recover(TimeProvider clock)
    {
        var data = SharedOptions.Data();
        var command = new Command(
            "recover",
            "Saves what can be read of a damaged archive into a new one; the damaged one is set aside in the data folder."
        )
        {
            data,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                Composition.RequireArchive(parsed.GetRequiredValue(data));
                using var held = DataFolder.Open(parsed.GetRequiredValue(data).FullName, clock);
                var folder = Path.Combine(held.Root, Arriving);
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                Directory.CreateDirectory(folder);
                var condition = Composition.Recover(held.ArchivePath, Path.Combine(folder, "archive.db"), cancellation);
                foreach (var line in condition.Lines())
                    await Console.Out.WriteLineAsync(line);
                if (condition.IsSound)
                {
                    Directory.Delete(folder, recursive: true);
                    await Console.Out.WriteLineAsync("Nothing was changed.");
                    return;
                }
                // The index may show what is lost now: the next start builds it again from what is left.
                var aside = held.Exchange(Arriving, $"damaged-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
                await Console.Out.WriteLineAsync(
                    $"{held.ArchivePath} is a new archive of what can be read; the damaged one is in {aside}"
                );
            }
        );
        return command;
    }
}
