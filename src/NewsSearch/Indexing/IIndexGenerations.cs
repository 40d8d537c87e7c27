using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>
/// The seam to the generations of an index: the live one, older ones that are kept to roll back to, and one that is
/// built beside them.
/// </summary>
/// <remarks>
/// <para>Promises: which generation is live changes in one atomic step that a crash cannot halve; searches that run,
/// and cursors while their lease lasts, keep the snapshot that they began with. A generation that is being built is
/// never taken for a complete one.</para>
/// <para>Thread model: <see cref="Swap"/>, <see cref="Activate"/> and <see cref="SetLiveAside"/> are called while no
/// indexing run writes (<see cref="IndexingJob.RunExclusivelyAsync"/>).</para>
/// </remarks>
public interface IIndexGenerations
{
    /// <summary>All generations, newest first, those set aside for damage included.</summary>
    IReadOnlyList<GenerationInfo> List();

    /// <summary>What was found wrong since the start, a sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Why the live generation should be built again; null when it is as it should be.</summary>
    string? NeedsRebuild { get; }

    /// <summary>Version of the fields that a new generation has.</summary>
    int SchemaVersion { get; }

    /// <summary>Room that generations take and that is left, in bytes.</summary>
    GenerationSpace Space { get; }

    /// <summary>A search failed in a way that damaged files explain.</summary>
    event EventHandler? Suspected;

    /// <summary>Begins a generation beside the live one, or goes on with one that a crash or a pause interrupted.</summary>
    /// <param name="unfinished">Name of the interrupted one; where it cannot be read, a new one is begun.</param>
    IGenerationBuild Build(string? unfinished);

    /// <summary>Makes a built generation complete, durable and live; the one before is kept.</summary>
    /// <param name="build">Taken over: the caller must not use it any more.</param>
    /// <param name="sequence">Archive sequence that it shows.</param>
    void Swap(IGenerationBuild build, long sequence);

    /// <summary>Makes a kept generation live again, as it was when it was replaced.</summary>
    /// <exception cref="GenerationUnusableException">It is missing, incomplete, damaged or of another schema.</exception>
    void Activate(string name);

    /// <summary>Renames the live generation as damaged; the newest readable one before it takes its place.</summary>
    void SetLiveAside(string reason);

    /// <summary>Removes an unfinished generation.</summary>
    void Discard(string name);

    /// <summary>Removes what belongs to no live, kept or unfinished generation, and kept ones beyond a number.</summary>
    void Clean(string? unfinished, int keep);

    /// <summary>Reads every file of a generation and compares its checksum; what is wrong, a line each.</summary>
    /// <param name="deep">Also reads every posting and column, which takes as long as the index is large.</param>
    IReadOnlyList<string> Check(string name, bool deep, CancellationToken cancellation);

    /// <summary>The newest snapshot of the live generation, held until it is disposed.</summary>
    IIndexSnapshot Pin();

    /// <summary>Merges away what deleted articles left behind.</summary>
    void Compact(CancellationToken cancellation);
}

/// <summary>A generation that is being built.</summary>
/// <remarks>Thread model: <see cref="Apply"/> from several threads; everything else while none of them runs.</remarks>
public interface IGenerationBuild : IDisposable
{
    string Name { get; }

    /// <summary>Archive sequence of the last checkpoint; 0 for a new one.</summary>
    long Checkpoint { get; }

    /// <summary>
    /// Archive sequence up to which articles were taken over from the live generation (<see cref="Seed"/>); 0 for none.
    /// </summary>
    long Seeded { get; }

    /// <summary>Articles that the checkpoint holds.</summary>
    long Documents { get; }

    /// <summary>Size of its files.</summary>
    long Bytes { get; }

    /// <summary>
    /// Takes over what the live generation shows, older versions as well, and makes it durable; only for one in which
    /// nothing is yet. Then the checkpoint says up to where the articles of the named sources were read.
    /// </summary>
    /// <param name="without">Sources of which nothing is taken.</param>
    /// <exception cref="InvalidOperationException">The live generation has other fields.</exception>
    void Seed(IReadOnlySet<string> without, CancellationToken cancellation);

    void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany = false);

    /// <summary>Makes what was applied durable, all of the archive up to this sequence and nothing beyond.</summary>
    void Commit(long sequence);

    /// <summary>A snapshot of everything applied; the caller disposes it.</summary>
    IIndexSnapshot Show(long sequence);

    /// <summary>
    /// Prepares what searches of the live generation ask for most, so that the swap does not slow them down.
    /// </summary>
    /// <param name="sequence">The last checkpoint.</param>
    void Warm(long sequence, CancellationToken cancellation);
}

/// <summary>One immutable state of a generation, for verification.</summary>
public interface IIndexSnapshot : IDisposable
{
    string Generation { get; }
    long Sequence { get; }
    int SchemaVersion { get; }

    /// <summary>Its fields are those that this program writes.</summary>
    bool IsCurrent { get; }

    IndexAnswer Search(SearchRequest request, CancellationToken cancellation);

    /// <summary>Counts, read from the columns of every article.</summary>
    ArticleTally Tally(CancellationToken cancellation);

    /// <summary>Compares the checksum of what is indexed of an article with what should be; null when they agree.</summary>
    string? Difference(ArchivedArticle article);
}

/// <summary>A generation as it lies in its folder.</summary>
/// <param name="SchemaVersion">Version of its fields; null where it cannot be read.</param>
/// <param name="Sequence">Archive sequence that it holds.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Note">Why it cannot be used; null when it can.</param>
public sealed record GenerationInfo(
    string Name,
    GenerationState State,
    int? SchemaVersion,
    long? Documents,
    long? Sequence,
    DateTimeOffset? CommittedAt,
    long Bytes,
    string? Note
);

public enum GenerationState
{
    Live,

    /// <summary>Complete; can be made live again.</summary>
    Kept,

    /// <summary>Not complete: a rebuild works on it, or its verification failed.</summary>
    Building,

    /// <summary>Complete, but of a schema version that this program does not read.</summary>
    Unreadable,

    /// <summary>Set aside for its damage.</summary>
    Damaged,
}

/// <summary>Room for generations, in bytes.</summary>
/// <param name="Live">What the live generation takes.</param>
/// <param name="Free">What is free where generations are.</param>
public sealed record GenerationSpace(long Live, long Free);

/// <summary>A generation cannot be made live; the message says why.</summary>
public sealed class GenerationUnusableException(string message, bool isMissing) : Exception(message)
{
    /// <summary>There is no such generation at all.</summary>
    public bool IsMissing => isMissing;
}
