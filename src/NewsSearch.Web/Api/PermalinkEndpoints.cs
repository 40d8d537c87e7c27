using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Short addresses of searches, to be cited: the parameters are kept in the archive for good.</summary>
public static class PermalinkEndpoints
{
    // 50 bits of a hash: among a million kept searches two share an id once in two thousand archives.
    private const int IdLength = 10;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    public static void MapPermalinks(this IEndpointRouteBuilder api)
    {
        api.MapPost("/permalinks", PostAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("keepSearch")
            .WithSummary("Keep a search (the parameters as a JSON object) under a short address")
            .Takes()
            .Accepts<Dictionary<string, object>>("application/json")
            .Produces<PermalinkResponse>(StatusCodes.Status201Created)
            .ProducesProblems(400, 401, 413, 415, 422, 507);
        api.MapGet("/permalinks/{id}", Get)
            .WithName("keptSearch")
            .WithSummary("A search that was kept, with what it found then")
            .Takes()
            .Produces<PermalinkResponse>()
            .ProducesProblems(400, 404);
    }

    private static async Task<JsonHttpResult<PermalinkResponse>> PostAsync(
        HttpContext context,
        SearchCall search,
        IArchive archive,
        TimeProvider clock
    )
    {
        var given = await SearchBody.ReadAsync(context.Request, context.RequestAborted);
        // A page of the search, not a place in it, is cited.
        var parameters = given.Without(ParameterList.Cursor);
        var answer = search.Run(
            parameters.With("limit", "0").Without("sample", "seed", "stratify"),
            context.RequestAborted
        );
        var query = parameters.On("");
        var found = answer.Answer.Index;
        var kept = archive.KeepSearch(
            new KeptSearch(
                Id(query),
                clock.GetUtcNow(),
                query,
                answer.Request.Query.Canonical,
                found.Index.Generation,
                found.Index.Sequence,
                found.Index.Documents,
                found.Total
            )
        );
        var response = Response(context, kept);
        context.Response.Headers.Location = response.Uri;
        return TypedResults.Json(
            response,
            ApiJson.Readable.PermalinkResponse,
            statusCode: StatusCodes.Status201Created
        );
    }

    private static JsonHttpResult<PermalinkResponse> Get(HttpContext context, string id, IArchive archive) =>
        TypedResults.Json(
            Response(context, archive.FindSearch(id) ?? throw new NotFoundException($"There is no permalink '{id}'.")),
            ApiJson.Readable.PermalinkResponse
        );

    private static PermalinkResponse Response(HttpContext context, KeptSearch kept)
    {
        var request = context.Request;
        var uri = $"{request.Scheme}://{request.Host}{request.PathBase}/p/{kept.Id}";
        return new PermalinkResponse(
            kept.Id,
            uri,
            DateText.Machine(kept.Kept),
            kept.Canonical,
            kept.Generation,
            kept.Sequence,
            kept.Documents,
            kept.Total,
            Citation(kept, uri),
            $"{request.PathBase}/api/v1/search{kept.Parameters}"
        );
    }

    /// <summary>How the search is cited.</summary>
    public static string Citation(KeptSearch kept, string uri) =>
        $"NewsSearch archive: search for {kept.Canonical}; {kept.Total} of {kept.Documents} articles, index generation "
        + $"{kept.Generation} at sequence {kept.Sequence}, {DateText.Human(kept.Kept)}. {uri}";

    private static string Id(string query)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(query));
        return string.Create(
            IdLength,
            hash,
            static (id, bytes) =>
            {
                for (var i = 0; i < id.Length; i++)
                    id[i] = Letters[bytes[i] % Letters.Length];
            }
        );
    }
}

/// <summary>A search that was kept.</summary>
/// <param name="Uri">Address of its page.</param>
/// <param name="Canonical">The query in canonical spelling.</param>
/// <param name="Generation">Generation of the index that answered when it was kept.</param>
/// <param name="Sequence">Archive sequence that it showed.</param>
/// <param name="Documents">Articles that it held.</param>
/// <param name="Total">Articles that were found.</param>
/// <param name="Citation">How to cite the search.</param>
/// <param name="Search">Address that runs it again.</param>
public sealed record PermalinkResponse(
    string Id,
    string Uri,
    string Kept,
    string Canonical,
    string Generation,
    long Sequence,
    long Documents,
    long Total,
    string Citation,
    string Search
);
