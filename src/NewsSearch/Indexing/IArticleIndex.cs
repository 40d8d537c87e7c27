using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>
/// The seam to a search engine: one live generation that can be read and written.
/// </summary>
/// <remarks>
/// <para>Promises: a search sees one immutable snapshot. The archive sequence reached is stored with the commit, so
/// index and checkpoint never disagree. Applying the same change twice leaves one article.</para>
/// <para>Not promised: that what was applied survives a crash before <see cref="Commit"/>; the next start reads it
/// from the archive again.</para>
/// <para>Thread model: any number of searches; one writer at a time (<see cref="IndexingJob"/> sees to that).</para>
/// </remarks>
public interface IArticleIndex : IDisposable
{
    /// <summary>State of the snapshot that searches see now.</summary>
    IndexStatus Status { get; }

    /// <summary>The live generation, older ones and one that is built beside them.</summary>
    IIndexGenerations Generations { get; }

    /// <summary>
    /// Applies changes in any number of threads; not visible before <see cref="Refresh"/>. Between two of those an article
    /// comes once.
    /// </summary>
    /// <param name="areMany">Thousands are applied before the next refresh, so that building them apart pays.</param>
    void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany = false);

    /// <summary>Makes everything applied visible, as the state of the archive at <paramref name="sequence"/>.</summary>
    void Refresh(long sequence);

    /// <summary>Makes everything applied durable together with <paramref name="sequence"/>.</summary>
    void Commit(long sequence);

    /// <summary>Goes on with an empty generation at sequence 0; the next run fills it from the archive.</summary>
    void StartAnew();

    /// <summary>Answers a search.</summary>
    /// <exception cref="CursorExpiredException">The snapshot of <see cref="SearchRequest.After"/> is gone.</exception>
    IndexAnswer Search(SearchRequest request, CancellationToken cancellation);

    /// <summary>Counts queries over time, all in one snapshot.</summary>
    /// <exception cref="TooManyBucketsException">More than <see cref="TrendRequest.MaxPoints"/> numbers were asked for.</exception>
    TrendAnswer Trend(TrendRequest request, CancellationToken cancellation);

    /// <summary>Of each value of a single-valued dimension, the most frequent values of others.</summary>
    /// <param name="size">Values of each at the most.</param>
    IReadOnlyDictionary<string, IReadOnlyList<FacetResult>> Profile(
        Dimension of,
        IReadOnlyList<Dimension> counted,
        int size,
        CancellationToken cancellation
    );

    /// <summary>Marks what satisfied the query in an article's own text, one mark for each place that was counted.</summary>
    /// <param name="whole">The whole body instead of its best passage.</param>
    HighlightedText Highlight(QueryNode query, Article article, bool whole = false);

    /// <summary>Suggests values of dimensions and headlines for a text whose last word may be unfinished.</summary>
    /// <param name="size">Most of each kind.</param>
    IndexSuggestions Suggest(
        string text,
        IReadOnlyList<Dimension> dimensions,
        int size,
        CancellationToken cancellation
    );

    /// <summary>The most frequent word within two typing errors of one that no article has; null when the word is known.</summary>
    string? Correct(string word, CancellationToken cancellation);
}
