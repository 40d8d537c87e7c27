using System.Globalization;
using System.Security.Cryptography;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The folder of generations: one sub-folder each, numbered, and the file <c>current</c> that names the live one and is
/// replaced atomically.
/// </summary>
internal sealed class GenerationFolder
{
    /// <summary>Name of the file that names the live generation.</summary>
    public const string PointerName = "current";

    private readonly DirectoryInfo _folder;

    public GenerationFolder(string folder) => _folder = Directory.CreateDirectory(folder);

    private string Pointer => Path.Combine(_folder.FullName, PointerName);

    /// <summary>The live generation; a new empty one where there is none that can be read.</summary>
    public Generation OpenLatest()
    {
        if (!File.Exists(Pointer))
            return CreateNext();
        var name = File.ReadAllText(Pointer).Trim();
        try
        {
            return Generation.Open(Path.Combine(_folder.FullName, name));
        }
        catch (Exception damage)
            when (damage
                    is CorruptIndexException
                        or IndexFormatTooOldException
                        or EndOfStreamException
                        or FileNotFoundException
                        or IndexNotFoundException
                        or InvalidDataException
                        or DirectoryNotFoundException
            )
        {
            SetAside(name);
            return CreateNext();
        }
    }

    /// <summary>A new empty generation, made live.</summary>
    public Generation CreateNext()
    {
        var last = _folder.EnumerateDirectories().Select(d => Number(d.Name)).DefaultIfEmpty(0).Max();
        var name = (last + 1).ToString("D6", CultureInfo.InvariantCulture);
        var generation = Generation.Open(Path.Combine(_folder.FullName, name));
        generation.Commit(0, at: null);
        var written = Pointer + ".new";
        File.WriteAllText(written, name);
        File.Move(written, Pointer, overwrite: true);
        return generation;
    }

    // Kept for inspection; its name no longer counts as a generation.
    private void SetAside(string name)
    {
        var damaged = Path.Combine(_folder.FullName, name);
        if (!Directory.Exists(damaged))
            return;
        var aside = damaged + ".damaged";
        for (var n = 2; Directory.Exists(aside); n++)
            aside = $"{damaged}.damaged{n}";
        Directory.Move(damaged, aside);
    }

    private static int Number(string name) =>
        int.TryParse(name.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>One generation that is open for writing.</summary>
internal sealed class Generation : IDisposable
{
    private const double RamBufferMegabytes = 256;
    internal const string SequenceKey = "sequence";
    internal const string SchemaKey = "schema";
    private const string TimeKey = "committed";

    private readonly DurableDirectory _directory;

    private Generation(string path, DurableDirectory directory, IndexWriter writer)
    {
        Name = Path.GetFileName(path);
        _directory = directory;
        Writer = writer;
        // Opens every segment, so that a damaged one is noticed here and not by the first search.
        FirstReader = DirectoryReader.Open(writer, applyAllDeletes: true);
    }

    public string Name { get; }

    /// <summary>Full path of its folder.</summary>
    public string Folder => _directory.Directory.FullName;

    /// <summary>Tells this opening of the generation from every other.</summary>
    public string Opened { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    public IndexWriter Writer { get; }

    /// <summary>What the generation held when it was opened; the first snapshot takes it over.</summary>
    public DirectoryReader FirstReader { get; }

    /// <summary>Archive sequence of the last commit.</summary>
    public long Committed { get; private set; }

    public DateTimeOffset? CommittedAt { get; private set; }

    /// <exception cref="InvalidDataException">It was written by another schema version.</exception>
    public static Generation Open(string path)
    {
        var directory = new DurableDirectory(Directory.CreateDirectory(path));
        IndexWriter? writer = null;
        try
        {
            writer = new IndexWriter(directory, Configuration());
            var generation = new Generation(path, directory, writer);
            generation.ReadCommit();
            return generation;
        }
        catch
        {
            writer?.Rollback();
            directory.Dispose();
            throw;
        }
    }

    public void Commit(long sequence, DateTimeOffset? at)
    {
        var data = new Dictionary<string, string>
        {
            [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture),
            [SchemaKey] = IndexSchema.Version.ToString(CultureInfo.InvariantCulture),
        };
        if (at is { } time)
            data[TimeKey] = time.ToString("O", CultureInfo.InvariantCulture);
        Writer.SetCommitData(data);
        Writer.Commit();
        (Committed, CommittedAt) = (sequence, at);
    }

    /// <summary>Holds the last commit; its files stay until it is disposed.</summary>
    public PinnedCommit PinCommit()
    {
        var policy = (SnapshotDeletionPolicy)Writer.Config.IndexDeletionPolicy;
        return new PinnedCommit(this, policy, policy.Snapshot());
    }

    /// <summary>Removes files that no commit needs any more, unless the generation was closed meanwhile.</summary>
    public void RemoveUnused()
    {
        if (!Writer.IsClosed)
            Writer.DeleteUnusedFiles();
    }

    public void Dispose()
    {
        Writer.Dispose();
        _directory.Dispose();
    }

    private static IndexWriterConfig Configuration()
    {
        // Every field brings its own token stream, so the analyzer is never asked.
        var analyzer = Analyzer.NewAnonymous(
            (_, _) => throw new InvalidOperationException("Fields analyze themselves.")
        );
        return new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)
        {
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = RamBufferMegabytes,
            UseCompoundFile = false,
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
            Similarity = new BM25Similarity(),
            IndexDeletionPolicy = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy()),
        };
    }

    private void ReadCommit()
    {
        var data = Writer.CommitData;
        if (!data.TryGetValue(SchemaKey, out var schema))
            return; // Just created.
        if (schema != IndexSchema.Version.ToString(CultureInfo.InvariantCulture))
            throw new InvalidDataException(
                new IndexFields().Incompatible(int.Parse(schema, CultureInfo.InvariantCulture))
            );
        Committed = long.Parse(data[SequenceKey], CultureInfo.InvariantCulture);
        CommittedAt = data.TryGetValue(TimeKey, out var time)
            ? DateTimeOffset.ParseExact(time, "O", CultureInfo.InvariantCulture)
            : null;
    }
}
