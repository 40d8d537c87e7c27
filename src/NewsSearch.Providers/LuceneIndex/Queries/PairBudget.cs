using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Bounds what NEAR may put together in one text: in a book, two frequent words that may be far apart make more pairs
/// than memory holds, and NEAR of NEAR multiplies them.
/// </summary>
internal sealed class PairBudget(CancellationToken cancellation)
{
    /// <summary>Most pairs in one text.</summary>
    public const int Most = 250_000;

    private const int BetweenChecks = 10_000;
    private int _spent;
    private int _unchecked;

    /// <summary>Begins a text.</summary>
    public void Reset() => _spent = 0;

    /// <exception cref="TooManyClausesException">More than <see cref="Most"/> in this text.</exception>
    public void Spend(int pairs)
    {
        if ((_spent += pairs) > Most)
            throw new TooManyClausesException(
                $"NEAR finds more than {Most} pairs in one article: take rarer words, or fewer words between them.",
                _spent,
                Most
            );
        if ((_unchecked += pairs) < BetweenChecks)
            return;
        _unchecked = 0;
        cancellation.ThrowIfCancellationRequested();
    }
}
