using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The representations of one article, chosen by <c>Accept</c> (RFC 9110).</summary>
public static class Negotiation
{
    public const string Html = "text/html";
    public const string Json = "application/json";

    /// <summary>The type to answer with: the address's own where it is acceptable, else the other.</summary>
    /// <exception cref="NotAcceptableException">The client accepts neither.</exception>
    /// <param name="tail">What the address has behind the article's own.</param>
    public static string Choose(HttpRequest request, string own, string id, string tail = "")
    {
        var other = own == Html ? Json : Html;
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0 || Quality(accepted, own) > 0)
            return own;
        return Quality(accepted, other) > 0
            ? other
            : throw new NotAcceptableException([
                new AlternativeResponse(Html, $"{request.PathBase}/articles/{Uri.EscapeDataString(id)}{tail}"),
                new AlternativeResponse(Json, $"{request.PathBase}/api/v1/articles/{Uri.EscapeDataString(id)}{tail}"),
            ]);
    }

    /// <summary>
    /// The format of an article that the request asks for: by its parameter, else by <c>Accept</c>, where of equals the
    /// address's own comes first. Browsers put the page before everything; an address of the API gives it only to a
    /// client that takes nothing else.
    /// </summary>
    /// <exception cref="NotAcceptableException">The client accepts none.</exception>
    public static ArticleFormat Format(HttpRequest request, string own, string id)
    {
        if (ParameterList.Of(request.QueryString).Value(ArticleFormats.Parameter.Name) is { } named)
            return ArticleFormats.All.First(f => f.Name == named);
        var accepted = request.GetTypedHeaders().Accept;
        var offered = ArticleFormats.All.OrderBy(f => f.MediaType != own).ToList();
        if (accepted.Count == 0)
            return offered[0];
        if (own != Html)
            offered.RemoveAll(f => f.MediaType == Html);
        var best = offered.MaxBy(f => Quality(accepted, f.MediaType))!;
        if (Quality(accepted, best.MediaType) > 0)
            return best;
        return Quality(accepted, Html) > 0
            ? ArticleFormats.Page
            : throw new NotAcceptableException([
                .. ArticleFormats.All.Select(f => new AlternativeResponse(
                    f.MediaType,
                    ArticleFormats.Address(request.PathBase, id, f)
                )),
            ]);
    }

    /// <summary>The type that the client prefers, the first of equals; the first also where none is acceptable.</summary>
    public static string Best(HttpRequest request, IReadOnlyList<string> types)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 ? types[0] : types.MaxBy(t => Quality(accepted, t))!;
    }

    // The most specific range that matches decides. application/json means no type that is written in JSON.
    private static double Quality(IEnumerable<MediaTypeHeaderValue> accepted, string type)
    {
        var media = new MediaTypeHeaderValue(type);
        return accepted
            .Where(a =>
                a.MatchesAllTypes
                || (a.MatchesAllSubTypes && a.Type.Equals(media.Type, StringComparison.OrdinalIgnoreCase))
                || a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(a =>
                a.MatchesAllTypes ? 2
                : a.MatchesAllSubTypes ? 1
                : 0
            )
            .Select(a => a.Quality ?? 1)
            .FirstOrDefault();
    }
}

/// <summary>No representation is of a type that the client accepts.</summary>
public sealed class NotAcceptableException(IReadOnlyList<AlternativeResponse> alternatives)
    : Exception("There is no representation of a type that the request accepts.")
{
    public IReadOnlyList<AlternativeResponse> Alternatives => alternatives;
}

/// <summary>A representation that there is.</summary>
public sealed record AlternativeResponse(string Type, string Url);
