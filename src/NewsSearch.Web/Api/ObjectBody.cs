using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>A small JSON object as the body of a call; what is absent or null is not given.</summary>
public sealed class ObjectBody
{
    private readonly IReadOnlyList<string> _allowed;
    private readonly Dictionary<string, JsonElement> _members = [];

    private ObjectBody(IReadOnlyList<string> allowed) => _allowed = allowed;

    /// <summary>Reads it; no body is an empty object.</summary>
    /// <param name="allowed">Names of the members that it may have.</param>
    /// <exception cref="ParameterException">It is no object, or has another member.</exception>
    /// <exception cref="BodyTooLargeException">It is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<ObjectBody> ReadAsync(
        HttpRequest request,
        long maxBytes,
        IReadOnlyList<string> allowed,
        CancellationToken cancellation
    )
    {
        await using var limited = LimitedStream.Of(request.HttpContext, request.Body, maxBytes);
        using var bytes = new MemoryStream();
        await limited.CopyToAsync(bytes, cancellation);
        var body = new ObjectBody(allowed);
        if (bytes.Length == 0)
            return body;
        try
        {
            foreach (var member in JsonElement.Parse(bytes.ToArray()).EnumerateObject())
            {
                if (!allowed.Contains(member.Name))
                    throw body.Wrong("body", member.Name, $"'{member.Name}' is not taken: {body.Shape}.");
                if (member.Value.ValueKind != JsonValueKind.Null)
                    body._members[member.Name] = member.Value;
            }
            return body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw body.Wrong("body", value: null, $"The body is not a JSON object: {e.Message}");
        }
    }

    /// <summary>A text without the blanks around it; null where it is not given or blank.</summary>
    public string? Text(string name)
    {
        if (!_members.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(name, value.GetRawText(), $"'{name}' is a text.");
        var text = value.GetString()!.Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>A whole number; null where it is not given.</summary>
    public int? Number(string name) =>
        !_members.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong(name, value.GetRawText(), $"'{name}' is a whole number.");

    /// <summary>An array of texts; null where it is not given.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        !_members.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
        : throw Wrong(name, value.GetRawText(), $"'{name}' is an array of texts.");

    private string Shape => $"the body is an object of {string.Join(", ", _allowed)}, or empty";

    private ParameterException Wrong(string name, string? value, string message) =>
        new(message, name, value, _allowed, didYouMean: null, isUnknown: false);
}
