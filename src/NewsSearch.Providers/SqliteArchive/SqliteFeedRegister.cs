using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The polled feeds in the archive's file; reads never wait for the writer.</summary>
internal sealed class SqliteFeedRegister(ArchiveConnections connections, ArchiveWriter writer) : IFeedRegister
{
    public IReadOnlyList<PolledFeed> All() => Read(FeedRows.Select + " ORDER BY declared, id", [], FeedRows.Feed);

    public PolledFeed? Find(string id) =>
        Read(FeedRows.Select + " WHERE id = $1", [id], FeedRows.Feed).FirstOrDefault();

    /// <summary>How far a clock is set back when it is only corrected.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    public PolledFeed? FindByUrl(string url) =>
        Read(FeedRows.Select + " WHERE url = $1 OR declared_url = $2", [url, url], FeedRows.Feed).FirstOrDefault();

    public IReadOnlyList<PolledFeed> Due(DateTimeOffset now, int limit) =>
        Read(
            FeedRows.Select
                + " WHERE (next_due <= $1 OR next_due IS NOT NULL AND last_fetch > $2) AND enabled = 1 ORDER BY next_due LIMIT $3",
            [now.ToUnixTimeMilliseconds(), (now + Leeway).ToUnixTimeMilliseconds(), limit],
            FeedRows.Feed
        );

    public bool Add(PolledFeed feed) =>
        writer.Change(c =>
            FindTaken(c, feed.Declaration.Url, feed.Id) is null
            && Sql.Execute(c, FeedRows.Insert, FeedRows.Values(feed)) > 0
        );

    public bool Change(string id, FeedDeclaration declaration, string? fileEntry, DateTimeOffset now) =>
        writer.Change(c =>
        {
            if (FindTaken(c, declaration.Url, id) is { } other)
                throw new FeedAddressTakenException(declaration.Url, other);
            return Sql.Execute(
                    c,
                    FeedRows.Change,
                    id,
                    declaration.Url,
                    declaration.Source,
                    declaration.Via,
                    FeedRows.Milliseconds(declaration.Interval),
                    declaration.FullText,
                    declaration.IsEnabled,
                    fileEntry,
                    declaration.IsEnabled ? now.ToUnixTimeMilliseconds() : null
                ) > 0;
        });

    public bool Remove(string id) =>
        writer.Change(c =>
        {
            Sql.Execute(c, "DELETE FROM feed_fetch WHERE feed = $1", id);
            Sql.Execute(c, "DELETE FROM feed_page WHERE feed = $1", id);
            return Sql.Execute(c, "DELETE FROM feed WHERE id = $1", id) > 0;
        });

    public bool MakeDue(string id, DateTimeOffset now) =>
        writer.Change(c =>
            Sql.Execute(c, "UPDATE feed SET next_due = $2 WHERE id = $1", id, now.ToUnixTimeMilliseconds()) > 0
        );

    public void Record(PolledFeed polled, FeedDeclaration declaration, FeedState state, FeedFetch fetch, int keep) =>
        writer.Change(c =>
        {
            // Counted whatever else changed meanwhile: somebody may wait for the fetch.
            if (Sql.Execute(c, "UPDATE feed SET fetches = fetches + 1 WHERE id = $1", polled.Id) == 0)
                return false;
            var isTaken = FindTaken(c, declaration.Url, polled.Id) is not null;
            var now = isTaken ? declaration with { Url = polled.Declaration.Url } : declaration;
            Sql.Execute(c, FeedRows.Record, FeedRows.RecordValues(polled, now, state));
            Sql.Execute(c, FeedRows.InsertFetch, FeedRows.Values(polled.Id, fetch));
            Sql.Execute(c, FeedRows.TrimFetches, polled.Id, polled.Id, keep);
            return true;
        });

    public IReadOnlyList<FeedFetch> Fetches(string id, int limit) =>
        Read(FeedRows.SelectFetches, [id, limit], FeedRows.Fetch);

    public IReadOnlyDictionary<string, LinkedPageState> Pages(string id) =>
        Read(
                "SELECT url, mark, tries, settled FROM feed_page WHERE feed = $1",
                [id],
                r => (Url: r.GetString(0), State: new LinkedPageState(r.GetInt64(1), r.GetInt32(2), r.GetBoolean(3)))
            )
            .ToDictionary(p => p.Url, p => p.State);

    public void RecordPage(string id, string url, LinkedPageState state) =>
        writer.Change(c =>
            Sql.Execute(
                c,
                "INSERT OR REPLACE INTO feed_page(feed, url, mark, tries, settled) SELECT id, $2, $3, $4, $5 "
                    + "FROM feed WHERE id = $1",
                id,
                url,
                state.Mark,
                state.Tries,
                state.IsSettled
            )
        );

    public void KeepPages(string id, IReadOnlyCollection<string> urls)
    {
        var gone = Pages(id).Keys.Except(urls).ToList();
        if (gone.Count == 0)
            return;
        writer.Change(c => gone.Sum(u => Sql.Execute(c, "DELETE FROM feed_page WHERE feed = $1 AND url = $2", id, u)));
    }

    /// <summary>The other feed that has this address, or had it when it was declared.</summary>
    private static string? FindTaken(SqliteConnection connection, string url, string id)
    {
        using var command = Sql.Prepare(
            connection,
            "SELECT id FROM feed WHERE (url = $1 OR declared_url = $2) AND id <> $3",
            3
        );
        return command.With(url, url, id).ExecuteScalar() as string;
    }

    private List<T> Read<T>(string text, ReadOnlySpan<object?> values, Func<SqliteDataReader, T> row)
    {
        using var lease = connections.Rent();
        using var rows = lease.Command(text).With(values).ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(row(rows));
        return found;
    }
}
