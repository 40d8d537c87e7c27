using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>What an item means for the archive.</summary>
/// <param name="Store">The article to store; null when nothing changes.</param>
/// <param name="Changed">What the new version changed; none where there is no new version.</param>
public sealed record Revision(IngestOutcome Outcome, Article? Store, ArticleChanges Changed = ArticleChanges.None);

/// <summary>
/// Decides, without any I/O, what an incoming item is against the article that it belongs to: whether it knows less or
/// more of it, says other text, or only came another way.
/// </summary>
/// <remarks>
/// An item that knows less (a headline, an excerpt) never replaces fuller text; it adds its channel and what is absent.
/// Items that agree in what they know give the same article in any order.
/// </remarks>
public static class ArticleRevision
{
    /// <param name="stored">The current article with its body, or null.</param>
    /// <param name="seen">What channels delivered of it last.</param>
    /// <param name="incoming">The item; its id is the stored one's.</param>
    /// <param name="now">What <paramref name="incoming"/> is as a delivery.</param>
    public static Revision Decide(Article? stored, IReadOnlyList<Delivery> seen, Article incoming, Delivery now)
    {
        if (stored is null)
            return new Revision(IngestOutcome.Created, incoming with { Version = 1 });
        if (Publishability.Withdraws(stored))
            return Restore(stored, seen, incoming, now);
        var last = seen.FirstOrDefault(d => d.Channel == now.Channel);
        var isKnownChannel = last != default;
        if (isKnownChannel && last.Content == now.Content)
            return Merge(stored, stored, incoming);
        var more = Extent(incoming) - Extent(stored);
        var isOnlyChannel = isKnownChannel && seen.Count == 1;
        if (more < 0)
            return isKnownChannel && last.Headline != now.Headline && incoming.Headline is not null
                ? Update(stored, ArticleMerge.Fill(stored, incoming) with { Headline = incoming.Headline }, incoming)
                : Merge(stored, ArticleMerge.Fill(stored, incoming), incoming);
        if (more == 0 && isOnlyChannel)
            return Update(stored, incoming, incoming);
        if (more > 0 || isKnownChannel || SaysOtherText(stored, incoming))
            return Update(stored, ArticleMerge.Fill(incoming, stored), incoming);
        return Merge(stored, ArticleMerge.Fill(stored, incoming), incoming);
    }

    /// <summary>The article after a notice of its publisher that it is not to be published: its text is kept as it was.</summary>
    public static Revision Withdraw(Article stored, Article notice) =>
        new(
            IngestOutcome.Updated,
            ArticleMerge.WithNamesOf(stored, stored, notice) with
            {
                Status = notice.Status,
                Modified = notice.Modified ?? stored.Modified,
                Retrieved = notice.Retrieved,
                Version = stored.Version + 1,
            },
            ArticleChanges.Status
        );

    /// <summary>
    /// What an item that was held until now is against an article that was public meanwhile. Of two texts the one that
    /// came later counts, unless the held one says that it is newer, or is more of the text.
    /// </summary>
    /// <param name="isOlder">Whether a version of <paramref name="stored"/> came behind the held item.</param>
    /// <param name="last">The held item as a delivery.</param>
    public static Revision Release(
        Article? stored,
        IReadOnlyList<Delivery> seen,
        Article held,
        Delivery last,
        bool isOlder
    )
    {
        if (stored is null || !isOlder || held.Modified > stored.Modified || Extent(held) > Extent(stored))
            return Decide(stored, seen, held, last);
        return Publishability.Withdraws(stored)
            ? new Revision(IngestOutcome.Unchanged, null)
            : Merge(stored, ArticleMerge.Fill(stored, held), held);
    }

    // What a publisher withdrew comes back when it says something newer, not when an old copy is carried again.
    private static Revision Restore(Article stored, IReadOnlyList<Delivery> seen, Article incoming, Delivery now)
    {
        var isNews =
            incoming.Modified is { } modified && stored.Modified is { } withdrawn
                ? modified > withdrawn
                : seen.Any(d => d.Channel == now.Channel);
        if (!isNews || seen.Any(d => d == now))
            return new Revision(IngestOutcome.Unchanged, null);
        var result = Named(stored, ArticleMerge.Fill(incoming, stored), incoming) with { Version = stored.Version + 1 };
        return new Revision(IngestOutcome.Updated, result, ArticleComparison.Between(stored, result));
    }

    // Of two excerpts the longer one is kept, whichever came first.
    private static bool SaysOtherText(Article stored, Article incoming) =>
        incoming.Completeness switch
        {
            Completeness.Full => !Holds(stored.Body, incoming.Body)
                || !ArticleComparison.Same(stored.Headline, incoming.Headline ?? stored.Headline),
            Completeness.Excerpt => (incoming.Body?.Length ?? 0) > (stored.Body?.Length ?? 0),
            _ => stored.Headline is null,
        };

    // A wire that carries the first paragraphs says nothing that the whole text does not say.
    private static bool Holds(string? whole, string? part) =>
        CollapsedText.Of(whole).Contains(CollapsedText.Of(part), StringComparison.Ordinal);

    private static int Extent(Article article) =>
        article.Completeness switch
        {
            Completeness.Full => 2,
            Completeness.Excerpt => 1,
            _ => 0,
        };

    private static Revision Update(Article stored, Article next, Article incoming)
    {
        var result = Named(stored, next, incoming);
        var changed = ArticleComparison.Between(stored, result);
        return changed == ArticleChanges.None
            ? Merge(stored, next, incoming)
            : new Revision(
                IngestOutcome.Updated,
                result with
                {
                    Version = stored.Version + 1,
                    Retrieved = incoming.Retrieved,
                },
                changed
            );
    }

    /// <summary>Only channels, identifiers and absent values are added: no new version.</summary>
    private static Revision Merge(Article stored, Article filled, Article incoming)
    {
        var result = Named(stored, filled, incoming) with { Version = stored.Version, Retrieved = stored.Retrieved };
        var addsNothing =
            !ArticleMerge.AddsNames(stored, incoming)
            && ArticleComparison.Between(stored, result) == ArticleChanges.None
            && PublishedDate.Equal(stored.Published, result.Published);
        return addsNothing ? new Revision(IngestOutcome.Unchanged, null) : new Revision(IngestOutcome.Merged, result);
    }

    private static Article Named(Article stored, Article next, Article incoming) =>
        ArticleMerge.WithNamesOf(next with { Id = stored.Id }, stored, incoming);
}
