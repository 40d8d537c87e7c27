using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Indexing;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Api;

/// <summary>The generations of the index, and rolling back to one.</summary>
public static class GenerationEndpoints
{
    public static void MapGenerations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/generations", List)
            .WithName("generations")
            .IsWholeList()
            .WithSummary("Generations of the index: the live one, kept ones, and what is built or damaged")
            .Takes()
            .Produces<GenerationsResponse>()
            .ProducesProblems(400);
        api.MapPost("/generations/{id}/activate", ActivateAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("activateGeneration")
            .WithSummary("Make a kept generation live at once; it then catches up with the archive")
            .WithMetadata(new TakesReason())
            .Takes()
            .Produces<GenerationsResponse>()
            .ProducesProblems(400, 401, 404, 409, 413);
    }

    private static JsonHttpResult<GenerationsResponse> List(IArticleIndex index) =>
        TypedResults.Json(
            new GenerationsResponse([.. index.Generations.List().Select(GenerationResponse.Of)]),
            ApiJson.Readable.GenerationsResponse
        );

    private static async Task<JsonHttpResult<GenerationsResponse>> ActivateAsync(
        HttpContext context,
        string id,
        Rebuilds rebuilds,
        IArticleIndex index
    )
    {
        _ = await ReasonBody.ReadAsync(context.Request, context.RequestAborted);
        await rebuilds.ActivateAsync(id, context.RequestAborted);
        return List(index);
    }
}
