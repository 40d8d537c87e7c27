using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>The pages: components that are rendered once, on the server, and need no script.</summary>
public static class PageEndpoints
{
    // More bars than this are no longer seen apart, and make a heavy page.
    public const int MostBars = 150;

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Search).WithEntityTag().ExcludeFromDescription();
        endpoints
            .MapGet("/articles/{id}", Article)
            .Takes(ArticleFormats.Parameter)
            .WithEntityTag()
            .ExcludeFromDescription();
        // Without a tag: a search that was kept may be of the last seven days, and finds something else a day later.
        endpoints.MapGet("/p/{id}", Permalink).ExcludeFromDescription().Takes();
    }

    /// <summary>A page that tells a reader what is wrong.</summary>
    public static IResult Problem(Problem problem) =>
        new RazorComponentResult<ProblemPage>(new { Problem = problem }) { StatusCode = problem.Status };

    private static IResult Search(HttpContext context, SearchCall search, IArticleIndex index)
    {
        var given = ParameterList.Of(context.Request.QueryString);
        var text = context.RequestServices.GetRequiredService<PageText>();
        var parameters = PageForm.Tidy(given);
        // What a form sends is brought to the address that is shared, kept and compared with the API.
        if (!ReferenceEquals(parameters, given))
            return TypedResults.LocalRedirect("~" + parameters.On("/"));
        try
        {
            var outcome = Run(search, parameters, context.RequestAborted);
            var status = outcome.Answer.Index.Index;
            return Page<SearchPage>(
                new { Model = new SearchPageModel(parameters, outcome, Problem: null, status, text) }
            );
        }
        catch (Exception e) when (Problems.Of(e, Problems.Restart(context.Request)) is { } problem)
        {
            var model = new SearchPageModel(parameters, Outcome: null, problem, index.Status, text);
            return new RazorComponentResult<SearchPage>(new { Model = model }) { StatusCode = problem.Status };
        }
    }

    private static SearchOutcome Run(SearchCall search, ParameterList parameters, CancellationToken cancellation)
    {
        var asked = parameters.Has(ParameterNames.Facet)
            ? parameters
            : parameters.With(ParameterNames.Facet, SearchPageModel.DefaultFacets);
        var outcome = search.Run(asked, cancellation);
        var bars = outcome.Answer.Index.Histogram is { } histogram
            ? DateFacet.Charted(histogram, outcome.Request.Date, _ => "").Values.Count
            : 0;
        return bars > MostBars && parameters.Has(ParameterNames.Interval) && !parameters.Has(ParameterList.Cursor)
            ? search.Run(asked.Without(ParameterNames.Interval), cancellation)
            : outcome;
    }

    private static IResult Article(HttpContext context, string id, IArchive archive, IArticleIndex index) =>
        ArchiveEndpoints.ArticleIn(
            Negotiation.Format(context.Request, Negotiation.Html, id),
            context,
            id,
            archive,
            index
        );

    public static IResult ArticlePage(ArchivedArticle stored, IArticleIndex index) =>
        Page<ArticlePage>(new { Stored = stored, Index = index.Status });

    private static RazorComponentResult<PermalinkPage> Permalink(
        HttpContext context,
        string id,
        IArchive archive,
        SearchCall search
    )
    {
        var kept = archive.FindSearch(id) ?? throw new NotFoundException($"There is no permalink '{id}'.");
        var parameters = ParameterList.Of(new QueryString(kept.Parameters));
        var now = search.Run(
            parameters.With("limit", "0").Without("sample", "seed", "stratify"),
            context.RequestAborted
        );
        return Page<PermalinkPage>(
            new
            {
                Kept = kept,
                Address = $"{Origin(context.Request)}/p/{id}",
                Now = now.Answer.Index.Total,
                Index = now.Answer.Index.Index,
            }
        );
    }

    /// <summary>Where this service is, as the client sees it.</summary>
    public static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    private static RazorComponentResult<T> Page<T>(object parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters);
}
