using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Search;

/// <summary>What the index suggests for a text that is being typed.</summary>
/// <param name="Values">For each dimension asked for, its values of which a word begins like each word typed.</param>
/// <param name="Headlines">Archive sequences of articles whose headline has these words, newest first.</param>
public sealed record IndexSuggestions(
    IReadOnlyDictionary<Dimension, IReadOnlyList<FacetValue>> Values,
    IReadOnlyList<long> Headlines
);

/// <summary>What a reader may mean while typing.</summary>
/// <param name="Spelling">The text with words that the archive knows; null when it knows them all.</param>
public sealed record Suggestions(
    IReadOnlyList<FacetValue> Sources,
    IReadOnlyList<FacetValue> Topics,
    IReadOnlyList<SuggestedHeadline> Headlines,
    string? Spelling
);

/// <summary>An article whose headline fits.</summary>
public sealed record SuggestedHeadline(string Id, string Headline);

/// <summary>Suggests while a reader types: sources, topics, headlines, and the spelling of words nobody wrote.</summary>
public sealed class SuggestionService(IArticleIndex index, IArchive archive)
{
    /// <summary>A longer text is no longer being searched for by its beginning.</summary>
    public const int LongestText = 200;

    private static readonly Dimension[] Suggested = [Dimension.Source, Dimension.Topic];

    /// <param name="size">Most suggestions of each kind.</param>
    public Suggestions Suggest(string text, int size, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            return new Suggestions([], [], [], null);
        // Copies of one wire story share a headline, so more are asked for than shown.
        var found = index.Suggest(text, Suggested, 4 * size, cancellation);
        var headlines = archive
            .ReadSequences(found.Headlines, withBody: false)
            .OfType<ArchivedArticle>()
            .Where(a => a.Article.Headline is not null)
            .DistinctBy(a => a.Article.Headline, StringComparer.OrdinalIgnoreCase)
            .Take(size)
            .Select(a => new SuggestedHeadline(a.Article.Id, a.Article.Headline!));
        return new Suggestions(
            [.. found.Values[Dimension.Source].Take(size)],
            [.. found.Values[Dimension.Topic].Take(size)],
            [.. headlines],
            Spelling(text, cancellation)
        );
    }

    // The last word is still being typed, so only a finished one can be wrong.
    private string? Spelling(string text, CancellationToken cancellation)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var finished = char.IsWhiteSpace(text[^1]) ? words.Length : words.Length - 1;
        var changed = false;
        for (var i = 0; i < finished; i++)
            if (index.Correct(words[i], cancellation) is { } known)
                (words[i], changed) = (known, true);
        return changed ? string.Join(' ', words) : null;
    }
}
