using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NewsSearch.Snapshots;

/// <summary>
/// The folder of snapshots: <c>&lt;id&gt;.json</c> (manifests), <c>files/</c> (contents by their SHA-256, each stored
/// once), <c>checks/</c> (results of checks) and <c>staging/</c> (unfinished work, which never counts).
/// </summary>
/// <remarks>
/// A content is written, forced to disk and renamed into <c>files/</c>; the manifest comes last and in the same way. So
/// a process that dies leaves files that no manifest names, which <see cref="Sweep"/> removes.
/// </remarks>
public sealed class SnapshotStore
{
    private const string Extension = ".json";

    private readonly string _files;
    private readonly string _checks;

    public SnapshotStore(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _files = Path.Combine(Folder, "files");
        _checks = Path.Combine(Folder, "checks");
        Staging = Path.Combine(Folder, "staging");
    }

    public string Folder { get; }

    /// <summary>Folder for unfinished work; emptied by <see cref="Sweep"/>.</summary>
    public string Staging { get; }

    /// <summary>Keeps every other process and run from changing the store; the caller disposes it.</summary>
    /// <exception cref="SnapshotsBusyException">Somebody else has the lock.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(_files);
        Directory.CreateDirectory(_checks);
        Directory.CreateDirectory(Staging);
        try
        {
            return new FileStream(
                Path.Combine(Folder, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.None
            );
        }
        catch (IOException)
        {
            throw new SnapshotsBusyException(
                $"The snapshots in {Folder} are being written or checked by another run: try again when it is done."
            );
        }
    }

    /// <summary>All snapshots, newest first. A manifest that cannot be read is left out and named in the second part.</summary>
    public (IReadOnlyList<SnapshotManifest> Snapshots, IReadOnlyList<string> Unreadable) List()
    {
        if (!Directory.Exists(Folder))
            return ([], []);
        var found = new List<SnapshotManifest>();
        var unreadable = new List<string>();
        foreach (var path in Directory.GetFiles(Folder, "*" + Extension))
        {
            if (Read(path) is { } manifest)
                found.Add(manifest);
            else
                unreadable.Add(Path.GetFileName(path));
        }
        return ([.. found.OrderByDescending(m => m.Id, StringComparer.Ordinal)], unreadable);
    }

    /// <summary>The newest snapshot; null where there is none.</summary>
    public SnapshotManifest? Newest => List().Snapshots is [var newest, ..] ? newest : null;

    /// <summary>The snapshot of this id, or null.</summary>
    /// <exception cref="SnapshotDamagedException">Its manifest cannot be read.</exception>
    public SnapshotManifest? Find(string id)
    {
        if (!IsId(id) || !File.Exists(ManifestPath(id)))
            return null;
        return Read(ManifestPath(id))
            ?? throw new SnapshotDamagedException($"The manifest of the snapshot {id} is damaged: {ManifestPath(id)}");
    }

    /// <summary>Path of a stored content.</summary>
    public string PathOf(SnapshotFile file) => Path.Combine(_files, file.Sha256);

    public bool Has(SnapshotFile file) =>
        new FileInfo(PathOf(file)) is { Exists: true } stored && stored.Length == file.Bytes;

    /// <summary>Stores a content unless it is stored already; the second part says whether it had to be written.</summary>
    public (SnapshotFile File, bool IsNew) Add(string name, Func<Stream> open, CancellationToken cancellation)
    {
        var file = Describe(name, open, cancellation);
        if (Has(file))
            return (file, false);
        var path = Path.Combine(Staging, file.Sha256);
        string written;
        using (var input = open())
        using (var output = File.Create(path))
        {
            written = CopyHashed(input, output, cancellation);
            output.Flush(flushToDisk: true);
        }
        if (written != file.Sha256)
            throw new IOException($"{name} changed while it was copied, or the disk reads it differently each time.");
        File.Move(path, PathOf(file), overwrite: true);
        return (file, true);
    }

    /// <summary>Makes the snapshot exist.</summary>
    public void Write(SnapshotManifest manifest) => Replace(ManifestPath(manifest.Id), Sealed(manifest));

    /// <summary>Keeps what a check found, in place of what an earlier one did.</summary>
    public void Write(SnapshotCheck check) =>
        Replace(CheckPath(check.Id), JsonSerializer.SerializeToUtf8Bytes(check, SnapshotJson.Default.SnapshotCheck));

    /// <summary>What the last check of a snapshot found, or null.</summary>
    public SnapshotCheck? LastCheck(string id)
    {
        try
        {
            return File.Exists(CheckPath(id))
                ? JsonSerializer.Deserialize(File.ReadAllBytes(CheckPath(id)), SnapshotJson.Default.SnapshotCheck)
                : null;
        }
        catch (JsonException)
        {
            return null; // A check can be made again.
        }
    }

    /// <summary>Removes a snapshot; what only it needed goes with the next <see cref="Sweep"/>.</summary>
    public void Delete(string id)
    {
        File.Delete(ManifestPath(id));
        File.Delete(CheckPath(id));
    }

    /// <summary>
    /// Removes unfinished work and the contents that no snapshot needs; returns the bytes that became free. While a
    /// manifest cannot be read, contents stay: they may be its.
    /// </summary>
    public long Sweep()
    {
        var (snapshots, unreadable) = List();
        var needed = snapshots.SelectMany(s => s.Stored).Select(f => f.Sha256).ToHashSet();
        var freed = 0L;
        foreach (var folder in Directory.GetDirectories(Staging))
            Directory.Delete(folder, recursive: true);
        foreach (var path in Directory.GetFiles(Staging))
            freed += Remove(path);
        foreach (var path in Directory.GetFiles(_files))
            if (unreadable.Count == 0 && !needed.Contains(Path.GetFileName(path)))
                freed += Remove(path);
        return freed;
    }

    /// <summary>Whether this text can be the id of a snapshot; anything else must not become a path.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Copies a stream and returns the SHA-256 of what was copied, in hex.</summary>
    public static string CopyHashed(Stream input, Stream output, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            output.Write(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SnapshotFile Describe(string name, Func<Stream> open, CancellationToken cancellation)
    {
        using var input = open();
        return new SnapshotFile(name, input.Length, CopyHashed(input, Stream.Null, cancellation));
    }

    private string ManifestPath(string id) => Path.Combine(Folder, id + Extension);

    private string CheckPath(string id) => Path.Combine(_checks, id + Extension);

    private void Replace(string path, byte[] content)
    {
        var written = Path.Combine(Staging, Path.GetFileName(path) + ".new");
        using (var output = File.Create(written))
        {
            output.Write(content);
            output.Flush(flushToDisk: true);
        }
        File.Move(written, path, overwrite: true);
    }

    private static byte[] Sealed(SnapshotManifest manifest)
    {
        var open = JsonSerializer.SerializeToUtf8Bytes(
            manifest with
            {
                Sha256 = new string('0', 64),
            },
            SnapshotJson.Default.SnapshotManifest
        );
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(open)));
        hash.CopyTo(open.AsSpan(open.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(new string('0', 64)))));
        return open;
    }

    private static SnapshotManifest? Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var manifest = JsonSerializer.Deserialize(bytes, SnapshotJson.Default.SnapshotManifest);
            return manifest is { Format: SnapshotManifest.CurrentFormat } && IsIntact(bytes, manifest.Sha256)
                ? manifest
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsIntact(byte[] bytes, string hash)
    {
        var at = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(hash));
        if (hash.Length != 64 || at < 0)
            return false;
        bytes.AsSpan(at, 64).Fill((byte)'0');
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash;
    }

    private static long Remove(string path)
    {
        var bytes = new FileInfo(path).Length;
        File.Delete(path);
        return bytes;
    }
}
