using NewsSearch.Indexing;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The generations in their folder, and the steps between them.</summary>
internal sealed class LuceneGenerations(
    LuceneArticleIndex index,
    GenerationFolder folder,
    TimeProvider clock,
    bool isFallback
) : IIndexGenerations
{
    private readonly IndexFields _fields = new();
    private readonly Lock _gate = new();
    private string? _fallenBackTo = isFallback ? index.LiveName : null;
    private string? _building;

    public event EventHandler? Suspected;

    public IReadOnlyList<string> Notes => folder.Notes;

    public int SchemaVersion => IndexSchema.Version;

    public GenerationSpace Space => new(folder.BytesOf(index.LiveName), folder.Free);

    public string? NeedsRebuild =>
        _fallenBackTo == index.LiveName
            ? $"generation {index.LiveName} serves in place of a newer one that cannot be read"
        : index.LiveState.Schema != IndexSchema.Version
            ? $"Generation {index.LiveName} is searched as it is. {_fields.Incompatible(index.LiveState.Schema)}"
        : null;

    public IReadOnlyList<GenerationInfo> List()
    {
        var live = index.LiveName;
        return
        [
            .. folder
                .Names()
                .Concat(folder.DamagedNames())
                .OrderDescending(StringComparer.Ordinal)
                .Select(n => Info(n, live)),
        ];
    }

    public IGenerationBuild Build(string? unfinished)
    {
        lock (_gate)
        {
            var generation = Unfinished(unfinished) ?? folder.Begin();
            _building = generation.Name;
            return new GenerationBuild(generation, folder, index.Acquire, clock);
        }
    }

    public void Swap(IGenerationBuild build, long sequence)
    {
        var (generation, shown) = ((GenerationBuild)build).Take(sequence);
        index.Commit(index.Status.Sequence); // So that a roll back has little to catch up with.
        folder.Point(generation.Name);
        index.Replace(generation, shown).Dispose();
        lock (_gate)
            _building = null;
    }

    public void Activate(string name)
    {
        if (name == index.LiveName)
            return;
        CheckUsable(name);
        Generation generation;
        try
        {
            generation = folder.Open(name);
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            folder.SetAside(name, damage.Message);
            throw new GenerationUnusableException($"Generation {name} is damaged: {damage.Message}", isMissing: false);
        }
        index.Commit(index.Status.Sequence);
        folder.Point(name);
        index.Replace(generation).Dispose();
    }

    public void SetLiveAside(string reason)
    {
        var damaged = index.LiveName;
        folder.SetAside(damaged, reason);
        var next = folder.OpenLatest(out var isOlder);
        _fallenBackTo = isOlder ? next.Name : null;
        var before = index.Replace(next);
        index.EndLeases();
        try
        {
            before.Dispose();
        }
        catch (IOException)
        {
            // Its folder has moved; there is nothing left to tidy.
        }
    }

    public void Discard(string name)
    {
        lock (_gate)
        {
            if (name == index.LiveName)
                return;
            folder.Delete(name);
            if (name == _building)
                _building = null;
        }
    }

    public void Clean(string? unfinished, int keep)
    {
        lock (_gate)
        {
            folder.DeleteLeftovers();
            var complete = 0;
            foreach (var name in folder.Names().Where(n => n != index.LiveName).OrderDescending().ToList())
            {
                if (name == unfinished || name == _building)
                    continue;
                if (Info(name, index.LiveName).State is GenerationState.Building || ++complete > keep)
                    folder.Delete(name);
            }
            // What was set aside can be looked at until the next damage.
            foreach (var name in folder.DamagedNames().OrderDescending(StringComparer.Ordinal).Skip(1).ToList())
                folder.Delete(name);
        }
    }

    public IReadOnlyList<string> Check(string name, bool deep, CancellationToken cancellation)
    {
        var path = folder.PathOf(name);
        try
        {
            var damages = GenerationFiles.Damages(path, long.MaxValue, cancellation);
            return damages.Count == 0 && deep ? GenerationFiles.DeepDamages(path) : damages;
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            return [damage.Message];
        }
    }

    public IIndexSnapshot Pin() => new PinnedSnapshot(index.Acquire());

    public void Compact(CancellationToken cancellation) => index.Compact();

    internal void Suspect() => Suspected?.Invoke(this, EventArgs.Empty);

    private Generation? Unfinished(string? name)
    {
        if (name is null || !folder.Exists(name))
            return null;
        try
        {
            if (GenerationFiles.LastCommit(folder.PathOf(name)) is not { } state || state.Schema != IndexSchema.Version)
                return Forget(name);
            return GenerationFiles.Damages(folder.PathOf(name), long.MaxValue, CancellationToken.None) is []
                ? folder.Open(name)
                : Forget(name);
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            return Forget(name);
        }
    }

    private Generation? Forget(string name)
    {
        folder.Delete(name);
        return null;
    }

    private void CheckUsable(string name)
    {
        if (!folder.Exists(name))
            throw new GenerationUnusableException($"There is no generation {name}.", isMissing: true);
        var info = Info(name, index.LiveName);
        if (info.State != GenerationState.Kept)
            throw new GenerationUnusableException(
                $"Generation {name} cannot be made live: {(info.Note ?? "it is not complete").TrimEnd('.')}.",
                isMissing: false
            );
    }

    private GenerationInfo Info(string name, string live)
    {
        var bytes = folder.BytesOf(name);
        if (!folder.Exists(name))
            return new GenerationInfo(name, GenerationState.Damaged, null, null, null, null, bytes, "set aside");
        try
        {
            if (GenerationFiles.LastCommit(folder.PathOf(name)) is not { } state)
                return Incomplete(name, bytes);
            var isReadable = IndexSchema.IsReadable(state.Schema);
            return new GenerationInfo(
                name,
                name == live ? GenerationState.Live
                    : state.IsBuilding ? GenerationState.Building
                    : isReadable ? GenerationState.Kept
                    : GenerationState.Unreadable,
                state.Schema,
                isReadable ? GenerationFiles.Documents(folder.PathOf(name), state) : null,
                state.Sequence,
                state.At,
                bytes,
                state.IsBuilding ? "not complete"
                    : isReadable ? null
                    : _fields.Incompatible(state.Schema)
            );
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            // Its first commit is being written, or was when the process was killed.
            return name != live && GenerationFiles.IsBeforeSecondCommit(folder.PathOf(name))
                ? Incomplete(name, bytes)
                : new GenerationInfo(name, GenerationState.Damaged, null, null, null, null, bytes, damage.Message);
        }
    }

    private static GenerationInfo Incomplete(string name, long bytes) =>
        new(name, GenerationState.Building, null, null, null, null, bytes, "not complete");
}
