using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Web.Pages;

/// <summary>The pages of versions and their differences.</summary>
public static class VersionPages
{
    public static IResult Versions(
        IReadOnlyList<ArticleVersion> versions,
        ArchivedArticle current,
        IndexStatus index
    ) =>
        new RazorComponentResult<VersionsPage>(
            new
            {
                Items = versions,
                Current = current,
                Index = index,
            }
        );

    /// <param name="latest">Number of the article's newest version.</param>
    public static IResult Version(ArchivedArticle stored, int latest, IndexStatus index) =>
        new RazorComponentResult<ArticlePage>(
            new
            {
                Stored = stored,
                Latest = latest,
                Index = index,
            }
        );

    public static IResult Diff(
        ArchivedArticle before,
        ArchivedArticle after,
        IReadOnlyList<FieldDiff> fields,
        IndexStatus index
    ) =>
        new RazorComponentResult<DiffPage>(
            new
            {
                Before = before,
                After = after,
                Fields = fields,
                Index = index,
            }
        );
}
