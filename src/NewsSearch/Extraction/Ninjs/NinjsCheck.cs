using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Ninjs;

/// <summary>Checks one item against one version. Depth is bounded by that of the JSON document.</summary>
/// <param name="minor">Members that came later are unknown.</param>
/// <param name="isExtended">The item names a standard of its own, which may add members to the item.</param>
internal sealed partial class NinjsCheck(NinjsSchema schema, int minor, bool isExtended)
{
    /// <summary>What is wrong first, naming the member and what was expected; null when the item is valid.</summary>
    public string? Problem(JsonElement item) => Object(item, "item", "", isExtended);

    private string? Object(JsonElement value, string typeName, string path, bool isOpen)
    {
        var type = schema.Type(typeName)!;
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong(path, "an object", value);
        foreach (var property in value.EnumerateObject())
        {
            var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            var member = type.Find(property.Name);
            if (member is null || member.Since > minor)
            {
                if (type.IsOpen || isOpen)
                    continue;
                return Unknown(place, type, member);
            }
            if (Value(property.Value, member.Kind, place) is { } problem)
                return problem;
        }
        return Missing(value, type, path);
    }

    private static string Unknown(string place, NinjsType type, NinjsMember? later) =>
        later is not null
            ? $"the member {Short(place)} came with a later version"
            : $"the member {Short(place)} is unknown; expected {string.Join(", ", type.Members.Keys.Take(8))} or others of the standard";

    private static string? Missing(JsonElement value, NinjsType type, string path)
    {
        var dot = path.Length == 0 ? "" : path + ".";
        foreach (var member in type.Members.Values)
        {
            if (member.IsRequired && !value.TryGetProperty(member.Name, out _))
                return $"the member {dot}{member.Name} is missing and required";
        }
        var sets = type.ExactlyOne;
        return sets.Count == 0 || sets.Exists(set => set.Count(name => value.TryGetProperty(name, out _)) == 1)
            ? null
            : $"{(path.Length == 0 ? "the item" : path)} must have exactly one of {string.Join(" and ", sets[0])}";
    }

    private string? Value(JsonElement value, string kind, string place)
    {
        if (kind[0] == '[')
            return Array(value, kind[1..^1], place);
        if (kind[0] == '{')
            return Named(value, kind[1..^1], place);
        if (kind.Contains('|'))
            return OneOf(value, kind, place);
        if (kind.Contains(".."))
            return Range(value, kind, place);
        var isFit = kind switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => IsInteger(value),
            "any" => value.ValueKind == JsonValueKind.Object,
            "date" => value.ValueKind == JsonValueKind.String && Truncated().IsMatch(value.GetString()!),
            "geojson" => GeoJson.IsValid(value),
            _ => true,
        };
        if (!isFit)
            return Wrong(place, Expected(kind), value);
        if (kind == "named")
            return Associated(value, place);
        return schema.Type(kind) is null ? null : Object(value, kind, place, isOpen: false);
    }

    private static string Expected(string kind) =>
        kind switch
        {
            "string" => "a text",
            "integer" => "an integer",
            "number" => "a number",
            "date" => "a date such as 2024, 2024-02, 2024-02-10 or 2024-02-10T08:00:00Z",
            "geojson" => "a GeoJSON object (RFC 7946) with a type and its coordinates",
            _ => "an object",
        };

    // ninjs 2.0 took any object with a name for an associated item; all later versions want a whole item.
    private string? Associated(JsonElement value, string place)
    {
        if (minor > 0 || schema != NinjsSchema.Generations[1])
            return Object(value, "associated", place, isExtended);
        var isNamed =
            value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String;
        return isNamed ? null : Object(value, "item", place, isExtended);
    }

    private string? Array(JsonElement value, string kind, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong(place, "an array", value);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (Value(element, kind, $"{place}[{index++}]") is { } problem)
                return problem;
        }
        return null;
    }

    private string? Named(JsonElement value, string kind, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong(place, "an object", value);
        foreach (var property in value.EnumerateObject())
        {
            var inner = $"{place}.{property.Name}";
            if (property.Name.Length == 0 || !(char.IsAsciiLetterOrDigit(property.Name[0]) || property.Name[0] == '_'))
                return $"the member {Short(inner)} must have a name of letters, digits and underscores";
            if (Value(property.Value, kind, inner) is { } problem)
                return problem;
        }
        return null;
    }

    private string? OneOf(JsonElement value, string kind, string place)
    {
        var known = kind.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('@'))
            .Where(v => v.Length == 1 || int.Parse(v[1], CultureInfo.InvariantCulture) <= minor)
            .Select(v => v[0])
            .ToList();
        return value.ValueKind == JsonValueKind.String && known.Contains(value.GetString()!)
            ? null
            : Wrong(place, (known.Count > 1 ? "one of " : "") + string.Join(", ", known), value);
    }

    private static string? Range(JsonElement value, string kind, string place)
    {
        var ends = kind.Split("..").Select(e => int.Parse(e, CultureInfo.InvariantCulture)).ToArray();
        return IsInteger(value) && value.GetDouble() >= ends[0] && value.GetDouble() <= ends[1]
            ? null
            : Wrong(place, $"an integer from {ends[0]} to {ends[1]}", value);
    }

    public static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number);

    private static string Wrong(string place, string expected, JsonElement found)
    {
        var what = found.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => $"\"{Short(found.GetString()!)}\"",
            JsonValueKind.Null => "null",
            _ => Short(found.GetRawText()),
        };
        return $"the member {Short(place)} must be {expected}, not {what}";
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(
        @"^-?(?:[1-9][0-9]*)?[0-9]{4}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12][0-9])(?:T(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?$"
    )]
    private static partial Regex Truncated();
}
