using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What is stored of an article when the writer looks at it: its current change without the body.</summary>
/// <param name="Text">The change that holds its body.</param>
/// <param name="Ever">What any version changed.</param>
internal sealed record StoredState(
    long Sequence,
    long Text,
    ArticleChanges Ever,
    IReadOnlyList<Delivery> Seen,
    Article Article
);
