using System.Text.Json;
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
        await using var limited = LimitedStream.Of(request.HttpContext, request.Body, MaxBytes);
        using var body = new MemoryStream();
        await limited.CopyToAsync(body, cancellation);
        if (body.Length == 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.ToArray());
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Name != "reason" || member.Value.ValueKind != JsonValueKind.String)
                    throw Wrong($"'{member.Name}' is not taken: the body is {{\"reason\":\"…\"}}.");
            return document.RootElement.TryGetProperty("reason", out var reason) ? Text(reason.GetString()) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong($"The body is not a JSON object: {e.Message}");
        }
    }

    private static string? Text(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();

    private static ParameterException Wrong(string message) =>
        new(message, "body", value: null, ["reason"], didYouMean: null, isUnknown: false);
}
