using System.Globalization;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The folder of generations: one sub-folder each, numbered, and the file <c>current</c> that names the live one and is
/// replaced atomically.
/// </summary>
internal sealed class GenerationFolder
{
    /// <summary>Name of the file that names the live generation.</summary>
    public const string PointerName = "current";

    private const string DamagedSuffix = ".damaged";
    private const string PointerSuffix = ".new";

    /// <summary>Bytes that are read whole before the service listens; the rest is checked behind that.</summary>
    private const long CheckedAtOpen = 64L * 1024 * 1024;

    private readonly DirectoryInfo _folder;
    private readonly List<string> _notes = [];

    private readonly long _bulkBytes;

    /// <param name="bulkBytes">As in <see cref="LuceneArticleIndex.Open"/>.</param>
    public GenerationFolder(string folder, long bulkBytes) =>
        (_folder, _bulkBytes) = (Directory.CreateDirectory(folder), bulkBytes);

    /// <summary>What was found wrong, a sentence each.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
                return [.. _notes];
        }
    }

    /// <summary>Bytes that are free where generations are.</summary>
    public long Free => new DriveInfo(_folder.FullName).AvailableFreeSpace;

    private string Pointer => Path.Combine(_folder.FullName, PointerName);

    /// <summary>The live generation; where it cannot be read the newest complete one that can, else a new empty one.</summary>
    /// <param name="isFallback">True when it is an older one than it should be.</param>
    public Generation OpenLatest(out bool isFallback)
    {
        isFallback = false;
        var live = File.Exists(Pointer) ? File.ReadAllText(Pointer).Trim() : null;
        // A pointer that names nothing sensible is as good as none.
        if (live is not null && Number(live) is null)
            Note($"the file 'current' names no generation: '{live}'");
        var candidates = Names().Where(n => n != live).OrderDescending();
        foreach (var name in live is null || Number(live) is null ? candidates : candidates.Prepend(live))
        {
            if (TryOpen(name, isLive: name == live) is not { } generation)
                continue;
            if (name != live)
                Point(name);
            isFallback = name != live && live is not null;
            return generation;
        }
        return CreateNext();
    }

    /// <summary>A new empty generation, made live.</summary>
    public Generation CreateNext()
    {
        var generation = Begin();
        generation.Commit(new CommitState(0, IndexSchema.Version, At: null, IsBuilding: false));
        Point(generation.Name);
        return generation;
    }

    /// <summary>A new empty generation beside the live one.</summary>
    public Generation Begin()
    {
        var last = _folder
            .EnumerateDirectories()
            .Select(d => Number(d.Name.Split('.')[0]) ?? 0)
            .DefaultIfEmpty(0)
            .Max();
        return Open((last + 1).ToString("D6", CultureInfo.InvariantCulture));
    }

    public Generation Open(string name) => Generation.Open(PathOf(name), _bulkBytes);

    public bool Exists(string name) => Number(name) is not null && Directory.Exists(PathOf(name));

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Names of all generations, whatever their state; damaged ones are not among them.</summary>
    public IEnumerable<string> Names() =>
        _folder.EnumerateDirectories().Select(d => d.Name).Where(n => Number(n) is not null);

    /// <summary>Names of the folders of damaged generations.</summary>
    public IEnumerable<string> DamagedNames() =>
        _folder
            .EnumerateDirectories()
            .Select(d => d.Name)
            .Where(n => n.Contains(DamagedSuffix, StringComparison.Ordinal));

    /// <summary>Makes a generation live for the next start, in one step.</summary>
    public void Point(string name)
    {
        var written = Pointer + PointerSuffix;
        using (var file = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(name));
            file.Flush(flushToDisk: true);
        }
        File.Move(written, Pointer, overwrite: true);
    }

    /// <summary>Kept for inspection; its name no longer counts as a generation.</summary>
    public void SetAside(string name, string reason)
    {
        Note($"generation {name} was set aside as damaged: {reason}");
        var damaged = PathOf(name);
        if (!Directory.Exists(damaged))
            return;
        var aside = damaged + DamagedSuffix;
        for (var n = 2; Directory.Exists(aside); n++)
            aside = $"{damaged}{DamagedSuffix}{n}";
        Directory.Move(damaged, aside);
    }

    public void Delete(string folder)
    {
        if (Directory.Exists(PathOf(folder)))
            Directory.Delete(PathOf(folder), recursive: true);
    }

    /// <summary>Removes what a crash in the middle of <see cref="Point"/> left.</summary>
    public void DeleteLeftovers() => File.Delete(Pointer + PointerSuffix);

    public long BytesOf(string folder) =>
        Directory.Exists(PathOf(folder))
            ? new DirectoryInfo(PathOf(folder)).EnumerateFiles().Sum(f => f.Exists ? f.Length : 0)
            : 0;

    private void Note(string note)
    {
        lock (_notes)
            _notes.Add(note);
    }

    // Null where it is unfinished, of another schema, or damaged and set aside.
    private Generation? TryOpen(string name, bool isLive)
    {
        try
        {
            if (!Directory.Exists(PathOf(name)))
                throw new DirectoryNotFoundException("its folder is missing");
            if (GenerationFiles.LastCommit(PathOf(name)) is not var (state, _))
                return isLive ? throw new InvalidDataException("it has no commit") : null;
            if (state.IsBuilding)
                return null;
            if (!IndexSchema.IsReadable(state.Schema))
            {
                Note(
                    $"generation {name} has fields of version {state.Schema}, this program reads versions "
                        + $"{IndexSchema.OldestReadable} to {IndexSchema.Version}: the index is built again from the archive"
                );
                return null;
            }
            if (GenerationFiles.Damages(PathOf(name), CheckedAtOpen, CancellationToken.None) is [var damage, ..])
                throw new InvalidDataException(damage);
            return Open(name);
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            SetAside(name, damage.Message);
            return null;
        }
    }

    private static int? Number(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
