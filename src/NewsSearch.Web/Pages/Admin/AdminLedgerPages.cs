using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Sources;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/admin/ledger</c>: what became of every item ever received, its bytes, and another try.</summary>
public static class AdminLedgerPages
{
    public const string Path = "/admin/ledger";

    private const int PageSize = 50;

    /// <summary>More of an item is not shown; it can be downloaded whole.</summary>
    private const int MostShown = 20_000;

    private static readonly KnownParameter Outcome = new(
        "outcome",
        "Only lines with this outcome.",
        ["", .. Enum.GetNames<IngestOutcome>().Select(n => n.ToLowerInvariant())]
    );

    private static readonly KnownParameter Before = new("before", "Only older lines.", IsNumber: true);

    public static void MapAdminLedger(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, List).Takes(Outcome, Before, AdminForms.Done).ForAdmin();
        endpoints.MapGet(Path + "/{id:long}", Line).Takes(AdminForms.Done).ForAdmin();
        endpoints.MapGet(Path + "/{id:long}/raw", Raw).Takes().ForAdmin();
        endpoints.MapPost(Path + "/{id:long}/retry", RetryAsync).TakesAdminForm();
    }

    private static RazorComponentResult<AdminLedgerPage> List(
        HttpContext context,
        IArchive archive,
        IArticleIndex index
    )
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var outcome = Enum.TryParse<IngestOutcome>(parameters.Value(Outcome.Name), ignoreCase: true, out var only)
            ? only
            : (IngestOutcome?)null;
        var before = KnownParameters.Number(parameters, Before, 0, long.MaxValue);
        // One more than is shown, to know whether there is another page.
        var lines = archive.Ledger(outcome, before, PageSize + 1);
        var shown = lines.Take(PageSize).ToList();
        return new(
            new
            {
                Outcome = outcome,
                IsFirst = before is null,
                Lines = shown,
                Articles = shown
                    .Select(l => l.ArticleId)
                    .OfType<string>()
                    .Distinct()
                    .Select(archive.Find)
                    .Where(a => a is { IsDeleted: false })
                    .ToDictionary(a => a!.Article.Id, a => a!.Article),
                HasMore = lines.Count > PageSize,
                Totals = archive.LedgerTotals(),
                Done = parameters.Value(AdminForms.Done.Name),
                Index = index.Status,
            }
        );
    }

    private static RazorComponentResult<AdminLedgerLinePage> Line(
        HttpContext context,
        long id,
        IArchive archive,
        IArticleIndex index
    ) => LinePage(context, id, archive, index, problem: null);

    private static Task<IResult> RetryAsync(
        HttpContext context,
        long id,
        IArchive archive,
        IArticleIndex index,
        Ingestion ingestion
    ) =>
        AdminForms.RunAsync(
            context,
            () => ingestion.RetryAsync(LedgerEndpoints.LastTry(archive, Find(archive, id)), context.RequestAborted),
            string.Create(CultureInfo.InvariantCulture, $"{Path}/{id}"),
            "retried",
            problem => LinePage(context, id, archive, index, problem)
        );

    /// <exception cref="NotFoundException">There is no such line.</exception>
    private static RazorComponentResult<AdminLedgerLinePage> LinePage(
        HttpContext context,
        long id,
        IArchive archive,
        IArticleIndex index,
        Problem? problem
    )
    {
        var line = Find(archive, id);
        var bytes = archive.RawPayload(id) ?? [];
        return new(
            new
            {
                Line = line,
                Length = bytes.Length,
                // Bytes of another encoding still show what they are about.
                Text = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MostShown))),
                IsWhole = bytes.Length <= MostShown,
                Problem = problem,
                Done = ParameterList.Of(context.Request.QueryString).Value(AdminForms.Done.Name),
                Index = index.Status,
            }
        );
    }

    // As a file to be saved: what somebody sent must never run as a page of this service.
    private static FileContentHttpResult Raw(long id, IArchive archive) =>
        TypedResults.Bytes(
            archive.RawPayload(id) ?? throw Missing(id),
            MediaTypeNames.Application.Octet,
            string.Create(CultureInfo.InvariantCulture, $"ledger-{id}")
        );

    private static LedgerLine Find(IArchive archive, long id) => archive.FindLedgerLine(id) ?? throw Missing(id);

    private static NotFoundException Missing(long id) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The ledger has no line {id}."));
}
