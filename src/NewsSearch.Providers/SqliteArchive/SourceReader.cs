using System.Globalization;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads the registry of sources.</summary>
internal sealed class SourceReader(ArchiveConnections connections)
{
    private const string Columns = "id, ifnull(declared_name, name), articles, first_published, last_published";

    public IReadOnlyList<SourceSummary> All() =>
        connections.Read(
            $"SELECT {Columns} FROM source WHERE articles > 0 ORDER BY ifnull(declared_name, name), id",
            [],
            Summary
        );

    public long Version() =>
        connections.Read("SELECT ifnull(sum(revision), 0) FROM source", [], r => r.GetInt64(0)).Single();

    public SourceRecord? Find(string id)
    {
        var canonical =
            connections
                .Read("SELECT source FROM source_alias WHERE alias = $1", [id], r => r.GetString(0))
                .FirstOrDefault()
            ?? id;
        var found = connections
            .Read(
                $"SELECT {Columns}, country, language, issn FROM source WHERE id = $1",
                [canonical],
                r => (Summary(r), Country: Sql.TextOrNull(r, 5), Language: Sql.TextOrNull(r, 6), Sql.TextOrNull(r, 7))
            )
            .FirstOrDefault();
        if (found.Item1 is not { } summary)
            return null;
        var namings = connections.Read(
            "SELECT kind, value, first, last, articles, is_declared, declared_from, declared_to FROM source_naming "
                + "WHERE source = $1 ORDER BY ifnull(declared_from, ''), first, value",
            [canonical],
            r => (Kind: r.GetInt64(0), Naming: Naming(r))
        );
        return new SourceRecord(
            summary,
            found.Country,
            found.Language,
            found.Item4,
            [.. namings.Where(n => n.Kind == 0).Select(n => n.Naming).OrderBy(n => n.From, StringComparer.Ordinal)],
            [.. namings.Where(n => n.Kind == 1).Select(n => n.Naming).OrderBy(n => n.From, StringComparer.Ordinal)],
            connections.Read(
                "SELECT alias FROM source_alias WHERE source = $1 ORDER BY alias",
                [canonical],
                r => r.GetString(0)
            )
        );
    }

    private static SourceSummary Summary(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetInt64(2),
            Sql.Time(Sql.NumberOrNull(row, 3)),
            Sql.Time(Sql.NumberOrNull(row, 4))
        );

    private static SourceNaming Naming(SqliteDataReader row)
    {
        var isDeclared = row.GetBoolean(5);
        return new SourceNaming(
            row.GetString(1),
            Sql.TextOrNull(row, 6) ?? Day(Sql.NumberOrNull(row, 2)),
            // What is declared without an end is still in use.
            isDeclared ? Sql.TextOrNull(row, 7) : Day(Sql.NumberOrNull(row, 3)),
            row.GetInt64(4),
            isDeclared
        );
    }

    private static string? Day(long? milliseconds) =>
        milliseconds is { } m ? Sql.Time(m).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
