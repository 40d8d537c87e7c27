using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Finds the article that an item belongs to and stores what is new of it, inside the writer's transaction.</summary>
internal sealed partial class ArticleStore(
    Statements sql,
    BodyCodec codec,
    SourceStore sources,
    HeldStore held,
    Tallies tallies,
    ArrivalStore arriving,
    TimeProvider clock
)
{
    private const int MostApart = 4;

    private readonly RowStatement _find = sql.PrepareRow(
        "SELECT a.seq, a.version, a.seen, c.meta, ifnull(c.text, c.seq), c.ever, c.ledger FROM article a JOIN change c ON c.seq = a.seq "
            + "WHERE a.id = ?1"
    );
    private readonly RowStatement _findArrival = sql.PrepareRow(
        "SELECT c.seq, c.version, a.seen, c.meta, ifnull(c.text, c.seq), c.ever, c.ledger FROM arrival a JOIN change c "
            + "ON c.seq = a.seq WHERE a.seq = ?1"
    );
    private readonly RowStatement _identity = sql.PrepareRow("SELECT article FROM identity WHERE key = ?1");
    private readonly RowStatement _isArticle = sql.PrepareRow("SELECT 1 FROM article WHERE id = ?1");
    private readonly RowStatement _body = sql.PrepareRow("SELECT dictionary, data FROM body WHERE seq = ?1");
    private readonly RowStatement _change = sql.PrepareRow(
        "INSERT INTO change(seq, article, version, is_first, is_deleted, recorded, meta, previous, text, changed, ever, ledger) "
            + "VALUES(?1,?2,?3,?4,?12,?5,?6,?7,?8,?9,?10,?11)"
    );
    private readonly RowStatement _insertBody = sql.PrepareRow(
        "INSERT INTO body(seq, dictionary, data) VALUES(?1,?2,?3)"
    );
    private readonly RowStatement _current = sql.PrepareRow(
        "UPDATE article SET seq = ?2, version = ?3, hash = ?4, seen = ?5 WHERE id = ?1"
    );
    private readonly RowStatement _seen = sql.PrepareRow("UPDATE article SET seen = ?2 WHERE id = ?1");

    /// <summary>Number of the last change.</summary>
    public long LastSequence { get; set; }

    /// <summary>Stores what is new; the id is the article's, under which it was known first.</summary>
    /// <param name="ledger">The line of this item.</param>
    public ItemOutcome Save(PreparedItem item, long ledger)
    {
        var read = item.Item.Article!;
        var incoming = read with { Source = sources.Resolve(read.Source) };
        var keys = ArticleKey.Of(read, sources.Scopes(read.Source.Id));
        var isNotice = Publishability.Withdraws(read);
        // The headline of a notice says "withdrawn", not what is.
        var (found, id) = Find(isNotice ? incoming with { Headline = null } : incoming, keys);
        incoming = incoming with { Id = id };
        var stored = found is { IsHeld: true } ? null : found;
        if (isNotice && Withdraw(item, stored, incoming, ledger) is { } withdrawn)
            return withdrawn;
        if (Publishability.IsHeld(incoming, clock.GetUtcNow()))
            return Hold(item, stored, incoming, keys, ledger);
        var saved = Publish(item, stored, incoming, keys, ledger);
        Lift(saved, incoming, item.Delivery);
        return saved;
    }

    private ItemOutcome Publish(
        PreparedItem item,
        StoredState? stored,
        Article incoming,
        IReadOnlyList<ArticleKey> keys,
        long ledger
    )
    {
        var now = item.Delivery;
        var seen = stored?.Seen ?? [];
        var isSaidBefore = seen.Any(d => d == now);
        if (isSaidBefore && !ArticleMerge.AddsNames(stored!.Article, incoming))
            return new ItemOutcome(IngestOutcome.Unchanged, stored.Article);
        if (stored is not null)
            arriving.Settle(incoming.Id);
        var names = NamesOf(item.Item.Article!.Id, incoming.Id, keys);
        var current = stored is null ? null : stored.Article with { Body = Body(stored.Text) };
        var revision = ArticleRevision.Decide(current, seen, incoming, now);
        var remembered = Delivery.Remember(seen, now);
        if (revision.Store is { } store)
            Store(item, stored, current, revision, new Bookkeeping(Delivery.Write(remembered), ledger, names), store);
        else if (!isSaidBefore)
            _seen.With(incoming.Id).With(Delivery.Write(remembered)).Run();
        if (stored is not null)
            Name(incoming.Id, names);
        return new ItemOutcome(revision.Outcome, revision.Store ?? stored!.Article);
    }

    // A key that is the id of another article stays that article's.
    private long[] NamesOf(string own, string id, IReadOnlyList<ArticleKey> keys) =>
        [.. keys.Where(k => IsFree(k.Id, own, id)).Select(k => k.Number)];

    private bool IsFree(string key, string own, string id) => key != id && (key != own || Load(key) is null);

    // Of an article with a row of its own; the names of one that waits wait with it.
    private void Name(string id, long[] names)
    {
        foreach (var name in names)
            arriving.Name(name, id);
    }

    /// <summary>Stores another publication date for the article; false when it has been changed since.</summary>
    public bool Redate(string id, long sequence, PublishedDate? published)
    {
        if (Load(id) is not { } stored || stored.Sequence != sequence || Publishability.Withdraws(stored.Article))
            return false;
        var next = stored.Article with { Published = published };
        if (PublishedDate.Equal(stored.Article.Published, published))
            return false;
        arriving.Settle(id);
        var changed = ArticleComparison.Between(stored.Article, next);
        var version = stored.Article.Version + (changed == ArticleChanges.None ? 0 : 1);
        var outcome = changed == ArticleChanges.None ? IngestOutcome.Merged : IngestOutcome.Updated;
        Append(
            new Revision(outcome, next with { Version = version }, changed),
            stored,
            StoredArticleJson.Write(next),
            stored.Text,
            Delivery.ContentHash(next with { Body = Body(stored.Text) }),
            new Bookkeeping(Delivery.Write(stored.Seen), Ledger: null, Names: [])
        );
        return true;
    }

    private void Store(
        PreparedItem item,
        StoredState? stored,
        Article? current,
        Revision revision,
        Bookkeeping kept,
        Article store
    )
    {
        var read = item.Item.Article!;
        // What was prepared is right unless something of the stored article had to be taken over.
        var isAsRead = stored is null && store.Source == read.Source;
        var keepsText = stored is not null && string.Equals(store.Body, current!.Body, StringComparison.Ordinal);
        var sequence = Append(
            revision,
            stored,
            isAsRead ? item.Meta : StoredArticleJson.Write(store),
            keepsText ? stored!.Text : null,
            isAsRead ? item.Delivery.Content : Delivery.ContentHash(store),
            kept
        );
        if (!keepsText && item.Body is { } body && store.Body is not null)
            _insertBody.With(sequence).With(item.Dictionary).With(body.Span).Run();
    }

    private long Append(
        Revision revision,
        StoredState? stored,
        byte[] meta,
        long? text,
        ulong content,
        Bookkeeping kept
    )
    {
        var store = revision.Store!;
        var sequence = ++LastSequence;
        _change
            .With(sequence)
            .With(store.Id)
            .With(store.Version)
            .With(stored is null ? 1 : 0)
            .With(clock.GetUtcNow().ToUnixTimeMilliseconds())
            .With(meta)
            .With(stored?.Sequence)
            .With(text)
            .With((long)revision.Changed)
            .With((long)(revision.Changed | (stored?.Ever ?? ArticleChanges.None)))
            .With(kept.Ledger)
            .With(Publishability.Withdraws(store) ? 1 : 0)
            .Run();
        if (stored is null)
            arriving.Add(store.Id, sequence, store.Version, content, kept.Seen, kept.Names);
        else
            _current
                .With(store.Id)
                .With(sequence)
                .With(store.Version)
                .With(BitConverter.GetBytes(content))
                .With(kept.Seen)
                .Run();
        tallies.Store(stored?.Article, store);
        return sequence;
    }

    private (StoredState? Stored, string Id) Find(Article incoming, IReadOnlyList<ArticleKey> keys)
    {
        var direct = Known(incoming.Id);
        // The id of an item without any sure name is made of its headline or text; that it repeats it says enough.
        var kind = keys.FirstOrDefault(k => k.Id == incoming.Id && k.Kind != ArticleKeyKind.Headline);
        var directKind = kind == default ? ArticleKeyKind.Text : kind.Kind;
        if (direct is not null && IsSame(direct, incoming, directKind))
            return (direct, incoming.Id);
        IEnumerable<ArticleKey> others = ArticleKey.OtherScheme(incoming) is { } other ? keys.Append(other) : keys;
        foreach (var key in others)
        {
            if (key.Id == incoming.Id || Named(key) is not { } id)
                continue;
            if (id != incoming.Id && Known(id) is { } found && IsSame(found, incoming, key.Kind))
                return (found, id);
        }
        if (direct is null)
            return (null, incoming.Id);
        var apart = incoming;
        for (var n = 0; n < MostApart; n++)
        {
            apart = apart with { Id = ArticleKey.Apart(apart).Id };
            if (Known(apart.Id) is not { } found)
                return (null, apart.Id);
            if (IsSame(found, incoming, directKind))
                return (found, apart.Id);
        }
        return (direct, incoming.Id);
    }

    private bool IsSame(StoredState stored, Article incoming, ArticleKeyKind kind) =>
        ArticleIdentity.IsSame(
            stored.Article,
            incoming,
            kind,
            () => stored.IsHeld ? stored.Article.Body : Body(stored.Text)
        );

    // What is public of an article, else what is held of it.
    private StoredState? Known(string id) =>
        Load(id)
        ?? (
            held.Load(id) is { } item
                ? new StoredState(0, 0, ArticleChanges.None, item.Seen, item.Article, item.Ledger, IsHeld: true)
                : null
        );

    private string? Named(ArticleKey key)
    {
        using (var row = _identity.With(key.Number).First())
            if (row.Exists)
                return row.Text(0);
        return arriving.Named(key.Number) ?? (IsArticle(key.Id) ? key.Id : held.FindByKey(key.Number));
    }

    private bool IsArticle(string id)
    {
        if (arriving.Waiting(id) is not null)
            return true;
        using var row = _isArticle.With(id).First();
        return row.Exists;
    }

    private StoredState? Load(string id)
    {
        using var row = arriving.Waiting(id) is { } waiting
            ? _findArrival.With(waiting).First()
            : _find.With(id).First();
        return row.Exists
            ? new StoredState(
                row.Number(0),
                row.Number(4),
                (ArticleChanges)row.Number(5),
                Delivery.Read(row.Bytes(2)),
                StoredArticleJson.Read(row.Bytes(3), id, (int)row.Number(1), body: null),
                row.NumberOrNull(6)
            )
            : null;
    }

    // A text that is damaged counts as none: the next delivery that has one brings it back.
    private string? Body(long sequence)
    {
        using var row = _body.With(sequence).First();
        try
        {
            return row.Exists ? codec.Text(row.NumberOrNull(0), row.Bytes(1)) : null;
        }
        catch (Exception e) when (ArchiveQueries.IsOfTheBytes(e))
        {
            return null;
        }
    }

    /// <param name="Seen">What channels delivered last.</param>
    /// <param name="Ledger">The line that the change came by.</param>
    /// <param name="Names">Keys of the article besides its id.</param>
    private readonly record struct Bookkeeping(byte[] Seen, long? Ledger, long[] Names);
}
