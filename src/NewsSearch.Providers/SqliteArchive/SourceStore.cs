using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The registry of sources on the writing side: which ids are one source, what is declared of it.</summary>
internal sealed class SourceStore
{
    /// <summary>Names, and domains, of one source that are recorded as seen; a bad feed makes up one for each item.</summary>
    public const int MostNamings = 100;

    private readonly SqliteConnection _connection;

    // Shorter ones are as likely two names as two spellings of one.
    private const int FewestLetters = 6;

    private readonly Dictionary<string, ArticleSource> _aliases = [];
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, ArticleSource> _byLetters = [];
    private readonly SqliteCommand _declare;
    private readonly SqliteCommand _undeclare;
    private readonly SqliteCommand _naming;
    private readonly SqliteCommand _alias;
    private readonly SqliteCommand _follow;

    public SourceStore(Statements sql, SqliteConnection connection)
    {
        _connection = connection;
        _declare = sql.Prepare(
            "INSERT INTO source(id, name, articles, declared_name, country, language, issn, revision) VALUES($1,$2,0,$3,$4,$5,$6,1) "
                + "ON CONFLICT(id) DO UPDATE SET revision = revision + 1, declared_name = excluded.declared_name, country = excluded.country, "
                + "language = excluded.language, issn = excluded.issn",
            6
        );
        _undeclare = sql.Prepare("DELETE FROM source_alias WHERE source = $1", 1);
        _naming = sql.Prepare(
            "INSERT INTO source_naming(source, kind, value, articles, is_declared, declared_from, declared_to) "
                + "VALUES($1,$2,$3,0,1,$4,$5) ON CONFLICT(source, kind, value) DO UPDATE SET is_declared = 1, "
                + "declared_from = excluded.declared_from, declared_to = excluded.declared_to",
            5
        );
        _alias = sql.Prepare("INSERT OR REPLACE INTO source_alias(alias, source) VALUES($1,$2)", 2);
        _follow = sql.Prepare("UPDATE source_alias SET source = $2 WHERE source = $1", 2);
        Load();
    }

    /// <summary>
    /// The source that this one was declared to be, or one that is known and whose name has the same letters and digits
    /// ("BusinessWire" and "Business Wire"), or itself. The caller holds the transaction.
    /// </summary>
    public ArticleSource Resolve(ArticleSource read)
    {
        if (_aliases.TryGetValue(read.Id, out var declared))
            return declared;
        // What has articles of its own stays apart until somebody says otherwise.
        if (!_known.Add(read.Id) || Letters(read.Id) is not { } letters || _byLetters.TryAdd(letters, read))
            return read;
        var same = _byLetters[letters];
        _alias.With(read.Id, same.Id).ExecuteNonQuery();
        return _aliases[read.Id] = same;
    }

    /// <summary>All ids of a source, the one that was read first: what identifiers are compared within.</summary>
    public IReadOnlyList<string> Scopes(string read)
    {
        if (_aliases.Count == 0)
            return [read];
        var id = _aliases.TryGetValue(read, out var source) ? source.Id : read;
        var scopes = new List<string> { read };
        foreach (var other in _aliases.Where(a => a.Value.Id == id).Select(a => a.Key).Prepend(id))
            if (!scopes.Contains(other))
                scopes.Add(other);
        return scopes;
    }

    /// <summary>
    /// Stores a declaration and moves the articles of what is joined; the caller holds the transaction. Returns the ids
    /// whose articles are to be moved.
    /// </summary>
    /// <exception cref="SourceConflictException">The source was declared to be another one.</exception>
    public IReadOnlyList<string> Declare(SourceDeclaration declared)
    {
        var id = declared.Id;
        if (_aliases.TryGetValue(id, out var other))
            throw new SourceConflictException($"'{id}' was declared to be '{other.Id}': change that source.");
        _declare
            .With(id, declared.Name ?? id, declared.Name, declared.Country, declared.Language, declared.Issn)
            .ExecuteNonQuery();
        Sql.Execute(
            _connection,
            "UPDATE source_naming SET is_declared = 0, declared_from = NULL, declared_to = NULL WHERE source = $1",
            id
        );
        Sql.Execute(_connection, "DELETE FROM source_naming WHERE source = $1 AND articles = 0", id);
        foreach (var name in declared.Names ?? [])
            _naming.With(id, 0L, name.Value.Trim(), name.From, name.To).ExecuteNonQuery();
        foreach (var domain in declared.Domains ?? [])
            _naming.With(id, 1L, Domain(domain.Value), domain.From, domain.To).ExecuteNonQuery();
        _undeclare.With(id).ExecuteNonQuery();
        var aliases = Aliases(declared);
        foreach (var alias in aliases)
        {
            if (_aliases.TryGetValue(alias, out var owner) && owner.Id != id && !aliases.Contains(owner.Id))
                throw new SourceConflictException($"'{alias}' was declared to be '{owner.Id}' already.");
            _follow.With(alias, id).ExecuteNonQuery();
        }
        foreach (var alias in aliases)
            Sql.Execute(_connection, "DELETE FROM source_alias WHERE alias = $1", alias);
        foreach (var alias in aliases)
            _alias.With(alias, id).ExecuteNonQuery();
        return aliases;
    }

    /// <summary>Reads the aliases again, after a declaration was committed or rolled back.</summary>
    public void Load()
    {
        _aliases.Clear();
        using var command = Sql.Prepare(
            _connection,
            "SELECT a.alias, s.id, ifnull(s.declared_name, s.name) FROM source_alias a JOIN source s ON s.id = a.source",
            0
        );
        using var rows = command.ExecuteReader();
        while (rows.Read())
            _aliases[rows.GetString(0)] = new ArticleSource(rows.GetString(1), rows.GetString(2));
        LoadKnown();
    }

    private void LoadKnown()
    {
        _known.Clear();
        _byLetters.Clear();
        using var command = Sql.Prepare(
            _connection,
            "SELECT id, ifnull(declared_name, name) FROM source WHERE articles > 0 OR revision > 0 ORDER BY articles DESC, id",
            0
        );
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var source = new ArticleSource(rows.GetString(0), rows.GetString(1));
            if (!_aliases.ContainsKey(source.Id) && _known.Add(source.Id) && Letters(source.Id) is { } letters)
                _byLetters.TryAdd(letters, source);
        }
    }

    // Hyphens of an id stand for whatever divided the words of the name; between digits they tell numbers apart.
    private static string? Letters(string id)
    {
        if (id == SourceId.Unknown.Id)
            return null;
        var letters = new System.Text.StringBuilder(id.Length);
        for (var n = 0; n < id.Length; n++)
            if (id[n] != '-' || n > 0 && n + 1 < id.Length && char.IsDigit(id[n - 1]) && char.IsDigit(id[n + 1]))
                letters.Append(id[n]);
        return letters.Length < FewestLetters ? null : letters.ToString();
    }

    // Where no publisher is named, the host of the address stands for it: so a domain is an alias too.
    private static List<string> Aliases(SourceDeclaration declared) =>
        [
            .. (declared.SameAs ?? [])
                .Concat((declared.Names ?? []).Select(n => n.Value))
                .Concat((declared.Domains ?? []).Select(d => Domain(d.Value)))
                .Append(declared.Name ?? "")
                .SelectMany(v => new[] { SourceId.Slug(v), SourceId.Slug(Domain(v)) })
                .Where(a => a.Length > 0 && a != declared.Id && a != SourceId.Unknown.Id)
                .Distinct(),
        ];

    private static string Domain(string text)
    {
        var domain = text.Trim().ToLowerInvariant();
        return SourceId.Domain(domain) ?? (domain.StartsWith("www.", StringComparison.Ordinal) ? domain[4..] : domain);
    }
}
