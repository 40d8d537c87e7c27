using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Coverage;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/sources</c>: the directory, and a page of each source.</summary>
public static class SourcesPages
{
    private const string Facets = "lang,topic,section,author,via,date";

    private static readonly KnownParameter[] Parameters =
    [
        new(SourcesPageModel.NameParameter, "Part of the name."),
        new(SourcesPageModel.LanguageParameter, "Only sources with articles of this language."),
        new(ParameterNames.Sort, "Order.", SourcesPageModel.Orders),
        new(SourcesPageModel.PageParameter, "Number of the page, from 1.", IsNumber: true),
    ];

    public static void MapSourcesPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SourcesPageModel.Path, Directory).WithEntityTag().ExcludeFromDescription();
        endpoints.MapGet(SourcesPageModel.Path + "/{id}", Source).Takes().WithEntityTag().ExcludeFromDescription();
    }

    private static IResult Directory(
        HttpContext context,
        SourceDirectory directory,
        IArchive archive,
        IArticleIndex index
    )
    {
        var given = ParameterList.Of(context.Request.QueryString);
        // Forms send fields that were left empty.
        if (given.Pairs.Any(p => p.Value.Length == 0))
            return TypedResults.LocalRedirect(
                "~" + ParameterList.Of(given.Pairs.Where(p => p.Value.Length > 0)).On(SourcesPageModel.Path)
            );
        new KnownParameters(Parameters).Check(given);
        _ = KnownParameters.Number(given, Parameters[^1], 1, int.MaxValue);
        var model = new SourcesPageModel(given, directory.All(context.RequestAborted), index.Status);
        var records = model.Shown.Select(s => archive.FindSource(s.Id)).OfType<SourceRecord>();
        return new RazorComponentResult<SourcesPage>(
            new { Model = model with { Records = records.ToDictionary(r => r.Summary.Id) } }
        );
    }

    /// <exception cref="NotFoundException">There is no such source.</exception>
    private static IResult Source(HttpContext context, string id, IArchive archive, SearchCall search)
    {
        var record = archive.FindSource(id) ?? throw new NotFoundException($"There is no source '{id}'.");
        // One that was declared to be another source leads there.
        if (record.Summary.Id != id)
            return TypedResults.LocalRedirect($"~{SourcesPageModel.Path}/{Uri.EscapeDataString(record.Summary.Id)}");
        var own = ParameterList.Of([(Dimension.Source.Name, id)]);
        var newest = search.Run(
            own.With(ParameterNames.Facet, Facets).With(ParameterNames.Sort, "newest").With("highlight", "false"),
            context.RequestAborted
        );
        var oldest = search.Run(
            own.With(ParameterNames.Sort, "oldest").With("limit", "1").With("highlight", "false"),
            context.RequestAborted
        );
        var model = new SourcePageModel(record, newest, oldest, Days(search, own, context.RequestAborted));
        return new RazorComponentResult<SourcePage>(new { Model = model });
    }

    // Day by day; null where the span is longer than a histogram may be.
    private static HistogramResult? Days(SearchCall search, ParameterList own, CancellationToken cancellation)
    {
        try
        {
            return search
                .Run(
                    own.With(ParameterNames.Facet, ParameterNames.Date)
                        .With(ParameterNames.Interval, "day")
                        .With("limit", "0"),
                    cancellation
                )
                .Answer.Index.Histogram;
        }
        catch (TooManyBucketsException)
        {
            return null;
        }
    }
}
