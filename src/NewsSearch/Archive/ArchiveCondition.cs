namespace NewsSearch.Archive;

/// <summary>What an inspection of an archive found: what can be read of it and what cannot.</summary>
public sealed record ArchiveCondition
{
    /// <summary>What is wrong with the file as a whole, a sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Every table, with what can be read of it.</summary>
    public IReadOnlyList<TableCondition> Tables { get; init; } = [];

    /// <summary>Stored versions of articles that are lost or no longer what they were, by sequence.</summary>
    public IReadOnlyList<LostVersion> Lost { get; init; } = [];

    /// <summary>Stored versions of articles that were read and are in order.</summary>
    public long Versions { get; init; }

    /// <summary>Raw payloads that were read and have the checksum that they arrived with.</summary>
    public long Payloads { get; init; }

    public bool IsSound => Findings.Count == 0 && Lost.Count == 0 && Tables.All(t => t.Gaps.Count == 0);

    /// <summary>The whole in a few lines, for the operator.</summary>
    public IEnumerable<string> Lines()
    {
        if (IsSound)
            return [$"The archive is sound: {Versions} versions of articles and {Payloads} raw payloads were read."];
        return
        [
            .. Findings,
            .. Tables.Select(t => t.ToString()),
            $"{Versions} versions of articles can be read, {Lost.Count} are lost or damaged.",
            .. Lost.Take(MostListed).Select(l => l.ToString()),
            .. Lost.Count > MostListed ? [$"… and {Lost.Count - MostListed} more"] : Array.Empty<string>(),
        ];
    }

    private const int MostListed = 200;
}

/// <summary>A table of a damaged archive.</summary>
/// <param name="Rows">Rows that can be read.</param>
/// <param name="Gaps">Ranges of keys in which nothing can be read; there need not be a row for each key.</param>
public sealed record TableCondition(string Name, long Rows, IReadOnlyList<KeyRange> Gaps)
{
    public override string ToString() =>
        $"Table {Name}: {Rows} rows can be read"
        + (Gaps.Count == 0 ? "." : $", nothing at {string.Join(", ", Gaps.Take(20))}{(Gaps.Count > 20 ? ", …" : "")}.");
}

/// <summary>Keys from the first to the last, both included.</summary>
public sealed record KeyRange(long First, long Last)
{
    public override string ToString() =>
        Last == long.MaxValue ? $"{First} and all behind it"
        : First == Last ? $"{First}"
        : $"{First} to {Last}";
}

/// <summary>A version of an article that cannot be had any more.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Article">Id of the article, where it can still be told.</param>
/// <param name="IsCurrent">Whether it is the version that readers see.</param>
/// <param name="Why">What is wrong.</param>
public sealed record LostVersion(long Sequence, string? Article, bool IsCurrent, string Why)
{
    public override string ToString() =>
        $"Sequence {Sequence}{(Article is null ? "" : $", article {Article}")}{(IsCurrent || Article is null ? "" : " (an older version)")}: {Why}";
}

/// <summary>A part of the archive cannot be read; the message says what and how it is mended.</summary>
public sealed class ArchiveDamagedException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>What an operator can do about a damaged archive.</summary>
    public const string Fix =
        "Stop the service, then see what is lost with 'NewsSearch.Tools verify --data <folder>', and either restore a "
        + "snapshot ('snapshot list', 'snapshot restore <id>') or save what can be read ('recover').";
}
