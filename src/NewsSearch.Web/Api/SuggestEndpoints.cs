using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary><c>GET /suggest</c>: what a reader may mean while typing.</summary>
public static class SuggestEndpoints
{
    private const int MostSuggestions = 20;
    private const int DefaultSuggestions = 5;

    private static readonly KnownParameter Text = new("q", "What was typed so far; a space ends a word.");
    private static readonly KnownParameter Size = new("size", "Suggestions of each kind, 1 to 20 (5).", IsNumber: true);

    public static void MapSuggest(this IEndpointRouteBuilder api) =>
        api.MapGet("/suggest", Get)
            .WithName("suggest")
            .WithSummary("Sources, topics and headlines for a text that is being typed, and its spelling")
            .Takes(Text, Size)
            .Produces<SuggestResponse>()
            .ProducesProblems(400);

    private static JsonHttpResult<SuggestResponse> Get(HttpContext context, SuggestionService suggestions)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var size = (int)(KnownParameters.Number(parameters, Size, 1, MostSuggestions) ?? DefaultSuggestions);
        var found = suggestions.Suggest(parameters.Value(Text.Name) ?? "", size, context.RequestAborted);
        return TypedResults.Json(
            new SuggestResponse(
                [.. found.Sources.Select(Value)],
                [.. found.Topics.Select(Value)],
                [.. found.Headlines.Select(h => new SuggestedHeadlineResponse(h.Id, h.Headline))],
                found.Spelling
            ),
            ApiJson.Readable.SuggestResponse
        );
    }

    private static SuggestedValueResponse Value(FacetValue value) => new(value.Value, value.Label, value.Count);
}

/// <summary>Suggestions by kind.</summary>
/// <param name="Spelling">The text with words that the archive knows; absent when it knows them all.</param>
public sealed record SuggestResponse(
    IReadOnlyList<SuggestedValueResponse> Sources,
    IReadOnlyList<SuggestedValueResponse> Topics,
    IReadOnlyList<SuggestedHeadlineResponse> Headlines,
    string? Spelling
);

/// <summary>A value of a dimension with its number of articles.</summary>
public sealed record SuggestedValueResponse(string Value, string Label, long Count);

public sealed record SuggestedHeadlineResponse(string Id, string Headline);
