using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Search;

/// <summary>What can be asked of an article beside its words: what its versions changed, and what it has.</summary>
public static class ArticleState
{
    private const string Changed = "changed";
    private const string Has = "has";
    private const string Correction = "correction";
    private const string Versions = "versions";

    /// <summary>What is so of articles of more than one version.</summary>
    public const string HasVersions = $"{Has}:{Versions}";

    /// <summary>Names that may stand before a colon.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Changed, Has];

    private static readonly IReadOnlyList<string> Parts = ArticleComparison.Names((ArticleChanges)~0);

    private static readonly IReadOnlyList<string> Things = [Correction, Versions];

    /// <summary>What may stand behind the colon.</summary>
    public static IReadOnlyList<string> Values(string kind) => kind == Changed ? Parts : Things;

    /// <summary>All that is so, as <c>kind:value</c>: what an index holds.</summary>
    public static IEnumerable<string> Of(ArchivedArticle stored)
    {
        foreach (var part in ArticleComparison.Names(stored.EverChanged))
            yield return $"{Changed}:{part}";
        if (stored.Article.Version > 1)
            yield return HasVersions;
        if (CorrectionNotice.Of(stored.Article).Count > 0)
            yield return $"{Has}:{Correction}";
    }
}
