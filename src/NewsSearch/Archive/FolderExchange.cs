namespace NewsSearch.Archive;

/// <summary>
/// Puts other data in the place of what a data folder holds and keeps the old in a folder beside it. A process that dies
/// in between leaves a note, and the next opening of the folder finishes the exchange.
/// </summary>
internal static class FolderExchange
{
    private const string Out = "out";
    private const string In = "in";

    // What belongs together: an archive with another one's log or index would be a third thing.
    private static readonly string[] Exchanged = ["archive.db", "archive.db-wal", "archive.db-shm", "lucene"];

    /// <summary>Exchanges; both names are of folders below the root.</summary>
    /// <returns>Full path of what was set aside; null when there was nothing.</returns>
    public static string? Run(string root, string arriving, string aside)
    {
        if (!Exchanged.Any(name => Exists(Path.Combine(root, name))))
            aside = "";
        else
            Directory.CreateDirectory(Path.Combine(root, aside));
        Note(root, Out, arriving, aside);
        Finish(root);
        return aside.Length == 0 ? null : Path.Combine(root, aside);
    }

    /// <summary>Goes on where an exchange stopped; does nothing where there was none.</summary>
    public static void Finish(string root)
    {
        if (!File.Exists(NotePath(root)))
            return;
        var (phase, arriving, aside) = File.ReadAllLines(NotePath(root)) switch
        {
            [var p, var from, var to] => (p, from, to),
            _ => throw new DataFolderException($"{NotePath(root)} cannot be read: restore the snapshot again."),
        };
        if (phase == Out)
        {
            if (aside.Length > 0)
                MoveAll(root, Path.Combine(root, aside));
            Note(root, In, arriving, aside);
        }
        MoveAll(Path.Combine(root, arriving), root);
        Directory.Delete(Path.Combine(root, arriving), recursive: true);
        File.Delete(NotePath(root));
    }

    private static string NotePath(string root) => Path.Combine(root, "exchange");

    private static void Note(string root, string phase, string arriving, string aside)
    {
        var written = NotePath(root) + ".new";
        using (var output = File.Create(written))
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes($"{phase}\n{arriving}\n{aside}\n"));
            output.Flush(flushToDisk: true);
        }
        File.Move(written, NotePath(root), overwrite: true);
    }

    private static void MoveAll(string from, string to)
    {
        foreach (var name in Exchanged.Where(name => Exists(Path.Combine(from, name))))
            Directory.Move(Path.Combine(from, name), Path.Combine(to, name));
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
