using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The record of a source, and what admins declare of it.</summary>
public static partial class SourceEndpoints
{
    private const long LongestBody = 256 * 1024;
    private const int MostNamings = 500;

    public static void MapSources(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sources/{id}", GetSource)
            .WithName("source")
            .WithSummary("A publisher: names and domains over time, first and last article, articles by month")
            .Takes()
            .Produces<SourceRecordResponse>()
            .ProducesProblems(400, 404);
        api.MapPut(
                "/admin/sources/{id}",
                (HttpContext c, string id, IArchive a, SearchCall s, IIndexingTrigger i) =>
                    DeclareAsync(c, id, a, s, i, isWhole: true)
            )
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("declareSource")
            .WithSummary("Declare a source: name, country, names and domains over time, and what else is this source")
            .Takes()
            .Accepts<SourceRequest>("application/json")
            .Produces<SourceRecordResponse>()
            .ProducesProblems(400, 401, 409, 413, 415);
        api.MapPatch(
                "/admin/sources/{id}",
                (HttpContext c, string id, IArchive a, SearchCall s, IIndexingTrigger i) =>
                    DeclareAsync(c, id, a, s, i, isWhole: false)
            )
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("changeSource")
            .WithSummary("Change what is declared of a source; what is not given stays")
            .Takes()
            .Accepts<SourceRequest>("application/json")
            .Produces<SourceRecordResponse>()
            .ProducesProblems(400, 401, 404, 409, 413, 415);
    }

    private static JsonHttpResult<SourceRecordResponse> GetSource(
        HttpContext context,
        string id,
        IArchive archive,
        SearchCall search
    ) => Answer(context, archive.FindSource(id) ?? throw new NotFoundException($"There is no source '{id}'."), search);

    private static async Task<JsonHttpResult<SourceRecordResponse>> DeclareAsync(
        HttpContext context,
        string id,
        IArchive archive,
        SearchCall search,
        IIndexingTrigger indexing,
        bool isWhole
    )
    {
        var given = await ReadAsync(context);
        if (SourceId.Slug(id) != id || id == SourceId.Unknown.Id)
            throw Invalid("id", $"'{id}' is no id of a source: lower-case letters, digits and hyphens.");
        var known = archive.FindSource(id);
        if (known is null && !isWhole)
            throw new NotFoundException($"There is no source '{id}'.");
        var declared = known is null || isWhole ? new SourceDeclaration(id) : Declared(known);
        var record = archive.DeclareSource(
            declared with
            {
                Name = given.Name?.Trim() ?? declared.Name ?? known?.Summary.Name,
                Country = given.Country ?? declared.Country,
                Language = given.Language ?? declared.Language,
                Issn = given.Issn ?? declared.Issn,
                Names = given.Names ?? declared.Names,
                Domains = given.Domains ?? declared.Domains,
                SameAs = given.SameAs ?? declared.SameAs,
            }
        );
        indexing.Request();
        return Answer(context, record, search);
    }

    private static SourceDeclaration Declared(SourceRecord known) =>
        new(
            known.Summary.Id,
            known.Summary.Name,
            known.Country,
            known.Language,
            known.Issn,
            Of(known.Names),
            Of(known.Domains),
            known.SameAs
        );

    private static List<DeclaredNaming> Of(IReadOnlyList<SourceNaming> namings) =>
        [.. namings.Where(n => n.IsDeclared).Select(n => new DeclaredNaming(n.Value, n.From, n.To))];

    private static async Task<SourceRequest> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            throw new UnsupportedMediaException(
                $"A source is sent as application/json, not as '{context.Request.ContentType}'.",
                ["application/json"]
            );
        await using var body = LimitedStream.Of(context, context.Request.Body, LongestBody);
        SourceRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(
                body,
                ApiJson.Readable.SourceRequest,
                context.RequestAborted
            );
        }
        catch (JsonException e)
        {
            throw Invalid("body", $"The body is not a source: {e.Message}");
        }
        if (request is null)
            throw Invalid("body", "The body is null: send an object.");
        Check(request);
        return request;
    }

    private static void Check(SourceRequest request)
    {
        if (request.Name is { } name && SourceId.Slug(name).Length == 0)
            throw Invalid("name", "The name has neither a letter nor a digit.");
        if (request.Country is { } country && !Country().IsMatch(country))
            throw Invalid("country", $"'{country}' is no country: two capital letters of ISO 3166-1.");
        if (request.Language is { } language && Extraction.CleanText.LanguageTag(language) != language)
            throw Invalid("language", $"'{language}' is no language tag of BCP 47.");
        if (request.Issn is { } issn && !Issn().IsMatch(issn))
            throw Invalid("issn", $"'{issn}' is no ISSN, such as 0261-3077.");
        foreach (var naming in (request.Names ?? []).Concat(request.Domains ?? []))
        {
            if (string.IsNullOrWhiteSpace(naming.Value) || naming.Value.Length > MostNamings)
                throw Invalid("value", "A name or domain is empty or too long.");
            foreach (var date in new[] { naming.From, naming.To }.OfType<string>())
                if (!Date().IsMatch(date))
                    throw Invalid("from", $"'{date}' is no date: write 2024, 2024-02 or 2024-02-03.");
        }
        if ((request.Names?.Count ?? 0) + (request.Domains?.Count ?? 0) + (request.SameAs?.Count ?? 0) > MostNamings)
            throw Invalid("names", $"More than {MostNamings} names, domains and sources.");
    }

    private static JsonHttpResult<SourceRecordResponse> Answer(
        HttpContext context,
        SourceRecord record,
        SearchCall search
    ) =>
        TypedResults.Json(
            SourceRecordResponse.Of(record, SourceVolume.Of(record.Summary.Id, search, context.RequestAborted)),
            ApiJson.Readable.SourceRecordResponse
        );

    private static ParameterException Invalid(string name, string message) =>
        new(message, name, null, [], didYouMean: null, isUnknown: false);

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Country();

    [GeneratedRegex("^[0-9]{4}-[0-9]{3}[0-9X]$")]
    private static partial Regex Issn();

    [GeneratedRegex("^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$")]
    private static partial Regex Date();
}
