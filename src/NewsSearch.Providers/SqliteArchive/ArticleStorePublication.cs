using System.Globalization;
using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What may not be published: it is held, withdrawn or released.</summary>
internal sealed partial class ArticleStore
{
    /// <summary>Publishes what is due; returns how many items that were.</summary>
    /// <param name="most">Of more, those of the earliest release.</param>
    public int Release(int most)
    {
        var due = held.Due(clock.GetUtcNow(), most);
        foreach (var id in due)
            Release(id);
        return due.Count;
    }

    private void Release(string id)
    {
        var item = held.Load(id)!;
        var article = item.Article with { Source = sources.Resolve(item.Article.Source) };
        var stored = Load(id);
        var current = stored is null ? null : stored.Article with { Body = Body(stored.Text) };
        // A source that was moved or a date that was read again is no later word: those came by no line of the ledger.
        var isOlder = stored is not null && stored.Article.Version > item.Version && stored.Ledger > item.Ledger;
        if (stored is not null)
            arriving.Settle(id);
        var names = NamesOf(id, id, ArticleKey.Of(item.Article, sources.Scopes(item.Article.Source.Id)));
        var seen = stored?.Seen ?? [];
        var revision = ArticleRevision.Release(current, seen, article, item.Seen[^1], isOlder);
        foreach (var one in item.Seen.Where(d => !isOlder || seen.All(s => s.Channel != d.Channel)))
            seen = Delivery.Remember(seen, one);
        if (revision.Store is { } store)
            AppendWithBody(revision, stored, current, store, new Bookkeeping(Delivery.Write(seen), item.Ledger, names));
        else
            _seen.With(id).With(Delivery.Write(seen)).Run();
        if (stored is not null)
            Name(id, names);
        tallies.Name(article.Source.Id, item.Article, isNew: stored is null);
        held.Drop(id);
    }

    private void AppendWithBody(
        Revision revision,
        StoredState? stored,
        Article? current,
        Article store,
        Bookkeeping kept
    )
    {
        var keepsText = stored is not null && string.Equals(store.Body, current!.Body, StringComparison.Ordinal);
        var sequence = Append(
            revision,
            stored,
            StoredArticleJson.Write(store),
            keepsText ? stored!.Text : null,
            Delivery.ContentHash(store),
            kept
        );
        if (keepsText || string.IsNullOrEmpty(store.Body))
            return;
        var (dictionary, body) = codec.Compress(Encoding.UTF8.GetBytes(store.Body));
        _insertBody.With(sequence).With(dictionary).With(body).Run();
    }

    // What is public of the article stays as it is.
    private ItemOutcome Hold(
        PreparedItem item,
        StoredState? stored,
        Article incoming,
        IReadOnlyList<ArticleKey> keys,
        long ledger
    )
    {
        var before = held.Load(incoming.Id);
        var seen = before?.Seen ?? [];
        var now = item.Delivery;
        var reason = WhyHeld(incoming);
        if (seen.Any(d => d == now) && !ArticleMerge.AddsNames(before!.Article, incoming))
            return new ItemOutcome(IngestOutcome.Unchanged, incoming, reason, IsPublic: false);
        // Decided as if both could be read: status and embargo are not of the text.
        var usable = incoming with
        {
            Status = PublicationStatus.Usable,
        };
        var known = before is null ? null : before.Article with { Status = PublicationStatus.Usable };
        var revision = ArticleRevision.Decide(known, seen, usable, now);
        var word = before is null ? incoming : LastWord(before, incoming, now);
        var next = (revision.Store ?? known!) with { EmbargoedUntil = word.EmbargoedUntil, Status = word.Status };
        held.Put(
            new HeldState(
                next,
                Delivery.Remember(seen, now),
                stored?.Article.Version ?? 0,
                item.Received.ToUnixTimeMilliseconds(),
                ledger
            ),
            keys
        );
        var outcome =
            before is null ? (stored is null ? IngestOutcome.Created : IngestOutcome.Updated)
            : Publishability.Release(before.Article) != Publishability.Release(next) ? IngestOutcome.Updated
            : revision.Outcome;
        return new ItemOutcome(outcome, next, WhyHeld(next), IsPublic: false);
    }

    // A channel may change what it said; of two that do not agree the one counts that waits longer.
    private static Article LastWord(HeldState before, Article incoming, Delivery now)
    {
        if (before.Seen.Any(d => d.Channel == now.Channel))
            return incoming;
        var (known, said) = (Publishability.Release(before.Article), Publishability.Release(incoming));
        return known is null || said < known ? before.Article : incoming;
    }

    // What may be read now takes the place of what its channel said of it before, and of what had no date to wait for.
    private void Lift(ItemOutcome saved, Article incoming, Delivery now)
    {
        if (saved.Outcome is not (IngestOutcome.Created or IngestOutcome.Updated))
            return;
        if (held.Load(incoming.Id) is not { } waiting || waiting.Article.Modified > incoming.Modified)
            return;
        if (Publishability.Release(waiting.Article) is null || waiting.Seen.Any(d => d.Channel == now.Channel))
            held.Drop(incoming.Id);
    }

    /// <summary>Withdraws what is public; null when the notice is to be held as an item.</summary>
    private ItemOutcome? Withdraw(PreparedItem item, StoredState? stored, Article notice, long ledger)
    {
        var isFinal = notice.Status == PublicationStatus.Canceled;
        var name = Publishability.Name(notice.Status);
        var waiting = held.Load(notice.Id);
        if (stored is null && (waiting is null || !isFinal))
            return isFinal
                ? new ItemOutcome(
                    IngestOutcome.Rejected,
                    null,
                    $"the publisher's status is {name}, and nothing of the article is archived. Send it when it is usable."
                )
                : null;
        if (isFinal && waiting is not null)
            held.Drop(notice.Id);
        if (stored is null)
            return new ItemOutcome(
                IngestOutcome.Updated,
                waiting!.Article,
                "canceled before it was published",
                IsPublic: false
            );
        if (stored.Article.Modified > notice.Modified || stored.Seen.Any(d => d == item.Delivery))
            return new ItemOutcome(
                IngestOutcome.Unchanged,
                stored.Article,
                $"the article is newer than this notice ({name})",
                IsPublic: false
            );
        var isNew = stored.Article.Status != notice.Status;
        if (isNew)
            Append(stored, ArticleRevision.Withdraw(stored.Article, notice), item.Delivery, ledger);
        return !isFinal && waiting is not null
            ? null
            : new ItemOutcome(
                isNew ? IngestOutcome.Updated : IngestOutcome.Unchanged,
                stored.Article,
                $"withdrawn: the publisher's status is {name}",
                IsPublic: false
            );
    }

    private void Append(StoredState stored, Revision revision, Delivery now, long ledger)
    {
        var store = revision.Store!;
        arriving.Settle(store.Id);
        Append(
            revision,
            stored,
            StoredArticleJson.Write(store),
            stored.Text,
            Delivery.ContentHash(store with { Body = Body(stored.Text) }),
            new Bookkeeping(Delivery.Write(Delivery.Remember(stored.Seen, now)), ledger, Names: [])
        );
    }

    private static string WhyHeld(Article article) =>
        Publishability.Release(article) is { } release
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"embargoed until {release.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"
            )
        : article.Status == PublicationStatus.Withheld ? "withheld until further notice"
        : "embargoed, without a date that can be read: it is published when an item says so";
}
