using Microsoft.AspNetCore.Http;
using NewsSearch.Search;

namespace NewsSearch.Web.Api;

/// <summary>Marks an endpoint whose body may give a reason, <c>{"reason":"…"}</c>.</summary>
public sealed record TakesReason;

/// <summary>Reads that body.</summary>
public static class ReasonBody
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>The reason; null where there is no body or none is given.</summary>
    /// <exception cref="ParameterException">The body is something else.</exception>
    /// <exception cref="BodyTooLargeException">It is longer than a reason.</exception>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await ObjectBody.ReadAsync(request, MaxBytes, ["reason"], cancellation);
        return body.Text("reason");
    }
}
