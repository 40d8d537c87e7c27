using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Reads changes of which pages are damaged, row by row: a text that is gone leaves the rest of its article, a change
/// that is gone comes as damaged with the id that the list of current versions has for it.
/// </summary>
/// <remarks>Thread model: one thread; the archive may be written meanwhile.</remarks>
internal sealed class ChangeSalvage(BodyCodec codec)
{
    /// <summary>Rows that are read one by one before a batch is tried as a whole again.</summary>
    private const int MostRows = 50;

    /// <summary>Replaced changes that are kept in memory to tell current ones from them.</summary>
    private const int MostReplaced = 4_000_000;

    private HashSet<long>? _replaced;
    private bool _isReplacedUnknown;

    /// <summary>As <see cref="ChangeReading.Batch"/>.</summary>
    public (List<ArchivedArticle> Batch, long End) Batch(
        Func<string, SqliteCommand> command,
        long after,
        long upTo,
        bool withBody = true
    )
    {
        var current = new List<ArchivedArticle>();
        var older = new List<(long By, ArchivedArticle Version)>();
        var at = after;
        for (var rows = 0; rows < MostRows && at < upTo; rows++)
        {
            var (next, lostUpTo) = Next(command, at, upTo);
            if (lostUpTo > at)
                current.AddRange(Lost(command, at, lostUpTo));
            at = next ?? upTo;
            if (next is not { } sequence)
                break;
            if (Read(command, sequence, withBody) is not { } row)
            {
                current.AddRange(Lost(command, sequence - 1, sequence));
                continue;
            }
            if (AsCurrent(command, row) is { } change)
                current.Add(change);
            if (row.Previous is { } previous && withBody && Older(command, row, previous) is { } version)
                older.Add((sequence, version));
        }
        // What stands last says how far the archive was read.
        var end = current.Count == 0 ? at : current[^1].Sequence;
        return ([.. older.Where(o => o.By <= end).Select(o => o.Version), .. current], end);
    }

    /// <summary>Reads the change of a sequence number; null where there is none.</summary>
    /// <returns>False when it cannot be read.</returns>
    public bool TryRead(Func<string, SqliteCommand> command, long sequence, bool withBody, out ArchivedArticle? found)
    {
        try
        {
            var text = withBody ? ArchiveQueries.BySequence : ArchiveQueries.BySequenceWithoutBody;
            using var rows = command(text).With(sequence).ExecuteReader();
            found = rows.Read() ? ArchiveQueries.Readable(rows, codec, withBody) : null;
            return true;
        }
        catch (Exception e) when (ArchiveDamage.IsOfRows(e))
        {
            found = Read(command, sequence, withBody)?.Change;
            return found is not null;
        }
    }

    /// <summary>Puts what is known of damaged changes where <see cref="TryRead"/> found nothing.</summary>
    public static void Name(
        Func<string, SqliteCommand> command,
        IReadOnlyList<long> sequences,
        ArchivedArticle?[] found
    )
    {
        var wanted = sequences.Where((_, n) => found[n] is null).ToHashSet();
        var lost = Lost(command, wanted.Min() - 1, wanted.Max()).ToDictionary(l => l.Sequence);
        for (var n = 0; n < found.Length; n++)
            found[n] ??= lost.GetValueOrDefault(sequences[n]);
    }

    // The next number that can be read, null behind the last; and up to which none can be.
    private static (long? Next, long LostUpTo) Next(Func<string, SqliteCommand> command, long after, long upTo)
    {
        if (TryNext(command, after, upTo, out var next))
            return (next, after);
        // Numbers are given in turn: in growing steps over the damage, then back by halves.
        long step = 1;
        while (!TryNext(command, after + step, upTo, out next))
        {
            if (step > (upTo - after) / 2)
                return (null, upTo);
            step *= 2;
        }
        var (fails, works) = (after + step / 2, after + step);
        while (works - fails > 1)
        {
            var middle = fails + (works - fails) / 2;
            if (TryNext(command, middle, upTo, out var nearer))
                (works, next) = (middle, nearer);
            else
                fails = middle;
        }
        return (next, works);
    }

    private static bool TryNext(Func<string, SqliteCommand> command, long after, long upTo, out long? next)
    {
        next = null;
        try
        {
            next = command(ArchiveQueries.NextSequence).With(after, upTo).ExecuteScalar() as long?;
            return next is not { } found || found > after;
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return false;
        }
    }

    private ChangeRow? Read(Func<string, SqliteCommand> command, long sequence, bool withBody)
    {
        try
        {
            using var row = command(ArchiveQueries.Row).With(sequence).ExecuteReader();
            if (!row.Read())
                return null;
            ArticleDamage? damage = null;
            var body = withBody ? Body(command, row.GetInt64(9), out damage) : null;
            return new ChangeRow(ArchiveQueries.Described(row, body, damage), Sql.NumberOrNull(row, 8));
        }
        catch (Exception e) when (ArchiveDamage.IsOfRows(e))
        {
            return null;
        }
    }

    private string? Body(Func<string, SqliteCommand> command, long sequence, out ArticleDamage? damage)
    {
        damage = null;
        try
        {
            using var row = command(ArchiveQueries.Body).With(sequence).ExecuteReader();
            return row.Read() ? codec.Text(Sql.NumberOrNull(row, 0), row.GetFieldValue<byte[]>(1)) : null;
        }
        catch (Exception e) when (ArchiveDamage.IsOfRows(e) || ArchiveQueries.IsOfTheBytes(e))
        {
            damage = new ArticleDamage(ArticlePart.Text, e.Message);
            return null;
        }
    }

    // Null for a change that another one took the place of.
    private ArchivedArticle? AsCurrent(Func<string, SqliteCommand> command, ChangeRow row)
    {
        var change = row.Change;
        try
        {
            var current = command(ArchiveQueries.Current).With(change.Article.Id).ExecuteScalar();
            // What waits in arrival has no other version.
            return current is null ? (change.IsFirst ? change : null)
                : current is long sequence && sequence == change.Sequence ? change
                : null;
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            if (Replaced(command) is { } replaced)
                return replaced.Contains(change.Sequence) ? null : change;
            return Damaged(change.Sequence, change.Article.Id, "whether it is the current version cannot be told");
        }
    }

    // Every change that a later one of the same article came after; null where they cannot be listed.
    private HashSet<long>? Replaced(Func<string, SqliteCommand> command)
    {
        if (_replaced is not null || _isReplacedUnknown)
            return _replaced;
        var replaced = new HashSet<long>();
        try
        {
            using var rows = command(ArchiveQueries.Replaced).ExecuteReader();
            while (rows.Read() && replaced.Count < MostReplaced)
                replaced.Add(rows.GetInt64(0));
            _isReplacedUnknown = replaced.Count == MostReplaced;
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            _isReplacedUnknown = true;
        }
        return _replaced = _isReplacedUnknown ? null : replaced;
    }

    // The version that a change put out of date, unless it is gone or nobody can say that it may be shown.
    private ArchivedArticle? Older(Func<string, SqliteCommand> command, ChangeRow by, long previous)
    {
        try
        {
            if (
                Read(command, previous, withBody: true) is not { Change: { IsDeleted: false } version }
                || version.Article.Version >= by.Change.Article.Version
                || command(ArchiveQueries.Tombstone).With(version.Article.Id, previous).ExecuteScalar() is not null
            )
                return null;
            return version with { IsOlder = true };
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return null;
        }
    }

    // Current changes in a range that cannot be read, also from those that wait to be sorted in. The list of current
    // versions is by id: all of it is looked through.
    private static List<ArchivedArticle> Lost(Func<string, SqliteCommand> command, long after, long upTo)
    {
        var ids = new SortedDictionary<long, string>();
        foreach (var (forward, backward) in ArchiveQueries.CurrentIds)
            if (!TryIds(command, forward, after, upTo, ids))
                TryIds(command, backward, after, upTo, ids);
        return [.. ids.Select(i => Damaged(i.Key, i.Value, "its page cannot be read"))];
    }

    private static bool TryIds(
        Func<string, SqliteCommand> command,
        string text,
        long after,
        long upTo,
        SortedDictionary<long, string> ids
    )
    {
        try
        {
            using var rows = command(text).With(after, upTo).ExecuteReader();
            while (rows.Read())
                if (rows.GetValue(0) is long sequence && rows.GetValue(1) is string id)
                    ids[sequence] = id;
            return true;
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return false;
        }
    }

    private static ArchivedArticle Damaged(long sequence, string id, string why) =>
        new(
            sequence,
            IsFirst: false,
            IsDeleted: true,
            new Article
            {
                Id = id,
                Source = SourceId.Unknown,
                Retrieved = default,
                Completeness = default,
            },
            Recorded: default
        )
        {
            Damage = new ArticleDamage(ArticlePart.Description, why),
        };

    private sealed record ChangeRow(ArchivedArticle Change, long? Previous);
}
