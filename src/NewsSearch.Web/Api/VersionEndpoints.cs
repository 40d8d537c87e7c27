using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Pages;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The versions of an article and what differs between two of them, as JSON or as pages.</summary>
public static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/articles/{id}/versions", GetVersions)
            .WithName("versions")
            .IsWholeList()
            .WithSummary("The versions of an article, oldest first, and what each changed")
            .Takes()
            .WithEntityTag()
            .Produces<VersionsResponse>()
            .ProducesProblems(400, 404, 406, 410);
        api.MapGet("/articles/{id}/versions/{version}", GetVersion)
            .WithName("version")
            .WithSummary("One version of an article")
            .Takes()
            .WithEntityTag()
            .Produces<ArticleResponse>()
            .ProducesProblems(400, 404, 406, 410);
        api.MapGet("/articles/{id}/versions/{range}/diff", GetDiff)
            .WithName("diff")
            .WithSummary("What differs between two versions, word by word; the range is written 1..3")
            .Takes()
            .WithEntityTag()
            .Produces<DiffResponse>()
            .ProducesProblems(400, 404, 406, 410);
    }

    /// <summary>The same under the addresses of the pages.</summary>
    public static void MapVersionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/articles/{id}/versions", VersionsPage).Takes().WithEntityTag().ExcludeFromDescription();
        pages.MapGet("/articles/{id}/versions/{version}", VersionPage).Takes().WithEntityTag().ExcludeFromDescription();
        pages.MapGet("/articles/{id}/versions/{range}/diff", DiffPage).Takes().WithEntityTag().ExcludeFromDescription();
    }

    private static IResult GetVersions(HttpContext context, string id, IArchive archive, IArticleIndex index) =>
        IsJson(context, Negotiation.Json, id, "/versions")
            ? VersionsJson(context, id, archive)
            : VersionPages.Versions(archive.Versions(id), Article(archive, id), index.Status);

    private static IResult VersionsPage(HttpContext context, string id, IArchive archive, IArticleIndex index) =>
        IsJson(context, Negotiation.Html, id, "/versions")
            ? VersionsJson(context, id, archive)
            : VersionPages.Versions(archive.Versions(id), Article(archive, id), index.Status);

    private static IResult GetVersion(
        HttpContext context,
        string id,
        string version,
        IArchive archive,
        IArticleIndex index
    ) => Version(context, Negotiation.Json, id, version, archive, index);

    private static IResult VersionPage(
        HttpContext context,
        string id,
        string version,
        IArchive archive,
        IArticleIndex index
    ) => Version(context, Negotiation.Html, id, version, archive, index);

    private static IResult GetDiff(
        HttpContext context,
        string id,
        string range,
        IArchive archive,
        IArticleIndex index
    ) => Diff(context, Negotiation.Json, id, range, archive, index);

    private static IResult DiffPage(
        HttpContext context,
        string id,
        string range,
        IArchive archive,
        IArticleIndex index
    ) => Diff(context, Negotiation.Html, id, range, archive, index);

    private static JsonHttpResult<VersionsResponse> VersionsJson(HttpContext context, string id, IArchive archive)
    {
        _ = Article(archive, id);
        var path = Path(context, id);
        var versions = archive.Versions(id);
        return TypedResults.Json(
            new VersionsResponse(
                id,
                [
                    .. versions.Select(v => new VersionResponse(
                        v.Version,
                        DateText.Machine(v.Retrieved),
                        DateText.Machine(v.Recorded),
                        ArticleComparison.Names(v.Changed),
                        v.Headline,
                        $"{path}/versions/{v.Version}",
                        v.Version == 1 ? null : $"{path}/versions/{v.Version - 1}..{v.Version}/diff"
                    )),
                ]
            ),
            ApiJson.Readable.VersionsResponse
        );
    }

    private static IResult Version(
        HttpContext context,
        string own,
        string id,
        string version,
        IArchive archive,
        IArticleIndex index
    )
    {
        var current = Article(archive, id);
        var stored = Version(archive, id, Number(version));
        return IsJson(context, own, id, "/versions/" + version)
            ? TypedResults.Json(ArticleResponse.Of(stored.Article, indexed: null), ApiJson.Readable.ArticleResponse)
            : VersionPages.Version(stored, current.Article.Version, index.Status);
    }

    private static IResult Diff(
        HttpContext context,
        string own,
        string id,
        string range,
        IArchive archive,
        IArticleIndex index
    )
    {
        _ = Article(archive, id);
        var (from, to) = Range(range);
        var (before, after) = (Version(archive, id, from), Version(archive, id, to));
        var fields = ArticleDiff.Between(before.Article, after.Article);
        if (!IsJson(context, own, id, $"/versions/{range}/diff"))
            return VersionPages.Diff(before, after, fields, index.Status);
        var changed = ArticleComparison.Between(before.Article, after.Article);
        return TypedResults.Json(
            new DiffResponse(
                id,
                from,
                to,
                ArticleComparison.Names(changed),
                [
                    .. fields.Select(f => new FieldDiffResponse(
                        f.Field,
                        [
                            .. f.Spans.Select(s => new DiffSpanResponse(
                                s.Kind.ToString().ToLowerInvariant(),
                                s.Text,
                                s.Before,
                                s.After
                            )),
                        ]
                    )),
                ]
            ),
            ApiJson.Readable.DiffResponse
        );
    }

    private static bool IsJson(HttpContext context, string own, string id, string tail) =>
        Negotiation.Choose(context.Request, own, id, tail) == Negotiation.Json;

    private static ArchivedArticle Article(IArchive archive, string id) =>
        archive.Find(id) switch
        {
            { IsDeleted: false } stored => stored,
            { } withdrawn => throw new GoneException(withdrawn),
            null => throw new NotFoundException($"There is no article '{id}'."),
        };

    private static ArchivedArticle Version(IArchive archive, string id, int version) =>
        archive.FindVersion(id, version)
        ?? throw new NotFoundException($"There is no version {version} of the article '{id}'.");

    private static (int From, int To) Range(string range)
    {
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        return dots > 0
            ? (Number(range[..dots]), Number(range[(dots + 2)..]))
            : throw new NotFoundException($"'{range}' names no two versions: write 1..2.");
    }

    private static int Number(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new NotFoundException($"'{version}' is no number of a version.");

    private static string Path(HttpContext context, string id) =>
        $"{context.Request.PathBase}/api/v1/articles/{Uri.EscapeDataString(id)}";
}

/// <summary>The versions of an article, oldest first.</summary>
public sealed record VersionsResponse(string Id, IReadOnlyList<VersionResponse> Items);

/// <summary>One version.</summary>
/// <param name="Retrieved">When its bytes reached the archive, or when the channel fetched them.</param>
/// <param name="Recorded">When it was committed.</param>
/// <param name="Changed">What differs from the version before: headline, body, byline, date, correction, …</param>
/// <param name="Self">Address of its text.</param>
/// <param name="Diff">Address of the comparison with the version before.</param>
public sealed record VersionResponse(
    int Version,
    string Retrieved,
    string Recorded,
    IReadOnlyList<string> Changed,
    string? Headline,
    string Self,
    string? Diff
);

/// <summary>What differs between two versions; fields that are the same are absent.</summary>
public sealed record DiffResponse(
    string Id,
    int From,
    int To,
    IReadOnlyList<string> Changed,
    IReadOnlyList<FieldDiffResponse> Fields
);

/// <summary>The spans of one field: equal and deleted ones are the former text, equal and inserted ones the later.</summary>
public sealed record FieldDiffResponse(string Field, IReadOnlyList<DiffSpanResponse> Spans);

/// <summary>A stretch of text.</summary>
/// <param name="Kind">equal, deleted or inserted.</param>
/// <param name="Before">Where it stands in the former text, in UTF-16 units.</param>
/// <param name="After">Where it stands in the later text.</param>
public sealed record DiffSpanResponse(string Kind, string Text, int Before, int After);
