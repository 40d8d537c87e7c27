using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

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

    /// <summary>The type that the client prefers, the first of equals; the first also where none is acceptable.</summary>
    public static string Best(HttpRequest request, IReadOnlyList<string> types)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 ? types[0] : types.MaxBy(t => Quality(accepted, t))!;
    }

    // The most specific range that matches decides.
    private static double Quality(IEnumerable<MediaTypeHeaderValue> accepted, string type)
    {
        var media = new MediaTypeHeaderValue(type);
        return accepted
            .Where(a => media.IsSubsetOf(a))
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
