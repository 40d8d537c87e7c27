using System.Diagnostics;
using System.Globalization;

namespace NewsSearch.Archive;

/// <summary>The data folder cannot be used; the message is meant for the person who started the program.</summary>
public sealed class DataFolderException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// The folder that holds everything: archive, index generations, inbox, admin key. One process at a time: the lock is
/// the operating system's and goes with the process, however that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string root, FileStream held)
    {
        Root = root;
        _lock = held;
    }

    public string Root { get; }
    public string ArchivePath => Path.Combine(Root, "archive.db");
    public string IndexPath => Path.Combine(Root, "lucene");
    public string InboxPath => Path.Combine(Root, "inbox");
    public string FeedsPath => Path.Combine(Root, "feeds.json");
    public string AdminKeyPath => Path.Combine(Root, "admin.key");

    /// <summary>Creates the folder where it is missing, checks that it can be written, and takes its lock.</summary>
    /// <exception cref="DataFolderException">Not writable, no room, or held by another process.</exception>
    public static DataFolder Open(string path, TimeProvider clock)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
            ProveWritable(root);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"The data folder {root} cannot be written: {cause.Message} "
                    + "Make room or give this user write access to it, or name another folder (--NewsSearch:DataDirectory=…, "
                    + "of a tool --data).",
                cause
            );
        }
        var held = TakeLock(root, clock);
        try
        {
            FolderExchange.Finish(root);
        }
        catch
        {
            held.Dispose();
            throw;
        }
        return new DataFolder(root, held);
    }

    /// <summary>
    /// Puts the archive and the index of another folder in the place of those that are here, which are kept in a folder
    /// beside them. Nothing of this folder may be open. A process that dies in between lets the next one finish it.
    /// </summary>
    /// <param name="arriving">Name of the folder, below this one; it is used up.</param>
    /// <param name="aside">Name of the folder, below this one, for what is here now.</param>
    /// <returns>Full path of what was set aside; null when there was nothing.</returns>
    public string? Exchange(string arriving, string aside)
    {
        var free = aside;
        for (var n = 2; Directory.Exists(Path.Combine(Root, free)); n++)
            free = $"{aside}-{n}";
        return FolderExchange.Run(Root, arriving, free);
    }

    public void Dispose() => _lock.Dispose();

    private static void ProveWritable(string root)
    {
        var probe = Path.Combine(root, ".probe");
        using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(new byte[64 * 1024]);
            file.Flush(flushToDisk: true);
        }
        File.Delete(probe);
    }

    private static FileStream TakeLock(string root, TimeProvider clock)
    {
        var path = Path.Combine(root, "lock");
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new DataFolderException(
                $"The data folder {root} is in use by {Holder(root)}. Stop that process, or start this one with another "
                    + "folder (--NewsSearch:DataDirectory=…, of a tool --data).",
                cause
            );
        }
        using var process = Process.GetCurrentProcess();
        // Beside the lock, because a locked file cannot be opened for reading everywhere.
        File.WriteAllText(
            HolderPath(root),
            string.Create(
                CultureInfo.InvariantCulture,
                $"process {process.Id} ({process.ProcessName}) on {Environment.MachineName} since {clock.GetUtcNow():u}"
            )
        );
        return held;
    }

    private static string HolderPath(string root) => Path.Combine(root, "lock.holder");

    private static string Holder(string root) =>
        File.Exists(HolderPath(root)) ? File.ReadAllText(HolderPath(root)) : "another process";
}
