using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Walks the changes of an article from the current one back.</summary>
internal sealed class HistoryReader(ArchiveConnections connections, BodyCodec codec, Arrivals arrivals)
{
    /// <summary>The current version.</summary>
    public ArchivedArticle? Find(string id) =>
        Current(id) is { } sequence
            ? connections
                .Read(ArchiveQueries.BySequence, [sequence], r => ArchiveQueries.Article(r, codec, true))
                .FirstOrDefault()
            : null;

    /// <summary>The versions, oldest first.</summary>
    public IReadOnlyList<ArticleVersion> Versions(string id)
    {
        var versions = new List<ArticleVersion>();
        foreach (var step in Steps(id))
        {
            // The last change of a version shows all that was merged into it, the first tells when it came.
            if (versions.Count > 0 && versions[^1].Version == step.Version)
                versions[^1] = versions[^1] with { Recorded = step.Recorded, Changed = step.Changed };
            else
                versions.Add(
                    new ArticleVersion(
                        step.Version,
                        step.Sequence,
                        step.Retrieved,
                        step.Recorded,
                        step.Changed,
                        step.Headline
                    )
                );
        }
        versions.Reverse();
        return versions;
    }

    public ArchivedArticle? FindVersion(string id, int version)
    {
        foreach (var step in Steps(id))
        {
            if (step.Version == version)
                return connections
                    .Read(ArchiveQueries.BySequence, [step.Sequence], r => ArchiveQueries.Article(r, codec, true))
                    .FirstOrDefault();
        }
        return null;
    }

    /// <summary>The ledger lines of a change and of those before it.</summary>
    public IEnumerable<long> LedgerOf(long sequence)
    {
        for (long? at = sequence; at is { } current; )
        {
            var (ledger, previous) = connections
                .Read(
                    ArchiveQueries.LedgerOf,
                    [current],
                    r => (Ledger: Sql.NumberOrNull(r, 0), Previous: Sql.NumberOrNull(r, 1))
                )
                .FirstOrDefault();
            if (ledger is { } line)
                yield return line;
            at = previous;
        }
    }

    // An arrival that was rolled back may have left its number to another article.
    private long? Current(string id) =>
        arrivals.Find(id) is { } sequence && First(ArchiveQueries.ChangeOfArticle, sequence, id) is { } arrived
            ? arrived
            : First(ArchiveQueries.Current, id);

    private long? First(string query, params ReadOnlySpan<object?> values) =>
        connections.Read(query, values, r => (long?)r.GetInt64(0)).FirstOrDefault();

    private IEnumerable<Step> Steps(string id)
    {
        var next = Current(id);
        while (next is { } sequence)
        {
            var step = connections
                .Read(
                    ArchiveQueries.Step,
                    [sequence],
                    row =>
                    {
                        var meta = row.GetFieldValue<byte[]>(3);
                        var article = StoredArticleJson.Read(meta, row.GetString(6), row.GetInt32(1), body: null);
                        return new Step(
                            row.GetInt64(0),
                            row.GetInt32(1),
                            Sql.Time(row.GetInt64(2)),
                            (ArticleChanges)row.GetInt64(4),
                            Sql.NumberOrNull(row, 5),
                            article.Retrieved,
                            article.Headline,
                            row.GetBoolean(7)
                        );
                    }
                )
                .FirstOrDefault();
            // Behind a tombstone nothing is shown any more.
            if (step is null || step.IsDeleted)
                yield break;
            yield return step;
            next = step.Previous;
        }
    }

    private sealed record Step(
        long Sequence,
        int Version,
        DateTimeOffset Recorded,
        ArticleChanges Changed,
        long? Previous,
        DateTimeOffset Retrieved,
        string? Headline,
        bool IsDeleted
    );
}
