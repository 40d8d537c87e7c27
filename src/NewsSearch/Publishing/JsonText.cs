using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsSearch.Publishing;

/// <summary>JSON as the writers give it.</summary>
internal static class JsonText
{
    // Names in other scripts stay readable; only what stands in a script element must be escaped further.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static string Of(JsonNode json) => json.ToJsonString(Readable);

    /// <summary>The object without the members that have no value.</summary>
    public static JsonObject WithoutUnknown(JsonObject json)
    {
        foreach (var unknown in json.Where(m => m.Value is null).Select(m => m.Key).ToList())
            json.Remove(unknown);
        return json;
    }

    /// <summary>An array; null when it would be empty.</summary>
    public static JsonArray? List(IEnumerable<JsonNode> nodes) =>
        nodes.ToArray() is { Length: > 0 } all ? new(all) : null;
}
