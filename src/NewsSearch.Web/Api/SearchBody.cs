using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Search parameters as a JSON object: <c>{"q":"cocoa","source":["a","b"],"limit":20}</c>.</summary>
public static class SearchBody
{
    /// <summary>Longest body, in bytes.</summary>
    public const long MaxBytes = 1_048_576;

    private const string Name = "body";

    /// <exception cref="BodyTooLargeException">Over <see cref="MaxBytes"/>.</exception>
    /// <exception cref="UnsupportedMediaException">The body is declared as something else than JSON.</exception>
    /// <exception cref="ParameterException">The body is not such an object.</exception>
    public static async Task<ParameterList> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new UnsupportedMediaException(
                $"A search is sent as application/json, not as '{request.ContentType}'.",
                ["application/json"]
            );
        await using var body = LimitedStream.Of(request.HttpContext, request.Body, MaxBytes);
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? List(document.RootElement)
                : throw Invalid("The body is not a JSON object.", document.RootElement.ValueKind.ToString());
        }
        catch (JsonException e)
        {
            throw Invalid(
                $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.",
                value: null
            );
        }
    }

    private static IEnumerable<(string Name, string Value)> Pairs(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Select(v => (member.Name, Text(member.Name, v)))
            : [(member.Name, Text(member.Name, member.Value))];

    private static string Text(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw new ParameterException(
                $"'{name}' must be a string, a number, a boolean or an array of these.",
                name,
                value.GetRawText() is { Length: <= 200 } text ? text : null,
                [],
                didYouMean: null,
                isUnknown: false
            ),
        };

    // Broken UTF-8 and half surrogate pairs are well-formed JSON to the framework until their text is asked for.
    private static ParameterList List(JsonElement members)
    {
        try
        {
            return ParameterList.Of(members.EnumerateObject().SelectMany(Pairs));
        }
        catch (InvalidOperationException)
        {
            throw Invalid("The body holds text that is not Unicode.", value: null);
        }
    }

    private static ParameterException Invalid(string message, string? value) =>
        new(message, Name, value, [], didYouMean: null, isUnknown: false);
}

/// <summary>A body is declared as, or is, something that this address does not take.</summary>
public sealed class UnsupportedMediaException(string message, IReadOnlyList<string> accepted) : Exception(message)
{
    public IReadOnlyList<string> Accepted => accepted;
}
