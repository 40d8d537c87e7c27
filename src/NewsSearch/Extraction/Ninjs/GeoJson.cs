using System.Text.Json;

namespace NewsSearch.Extraction.Ninjs;

/// <summary>Whether a value is an object of GeoJSON (RFC 7946).</summary>
internal static class GeoJson
{
    public static bool IsValid(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("type", out var type))
            return false;
        return type.ValueKind == JsonValueKind.String
            && type.GetString() switch
            {
                "Feature" => IsFeature(value),
                "FeatureCollection" => All(value, "features", IsFeature),
                "GeometryCollection" => All(value, "geometries", IsValid),
                "Point" => HasCoordinates(value, 0),
                "MultiPoint" or "LineString" => HasCoordinates(value, 1),
                "MultiLineString" or "Polygon" => HasCoordinates(value, 2),
                "MultiPolygon" => HasCoordinates(value, 3),
                _ => false,
            };
    }

    private static bool IsFeature(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("geometry", out var geometry)
        && (geometry.ValueKind == JsonValueKind.Null || IsValid(geometry));

    private static bool All(JsonElement value, string member, Func<JsonElement, bool> isValid) =>
        value.TryGetProperty(member, out var array)
        && array.ValueKind == JsonValueKind.Array
        && array.EnumerateArray().All(isValid);

    private static bool HasCoordinates(JsonElement value, int depth) =>
        value.TryGetProperty("coordinates", out var coordinates) && IsPosition(coordinates, depth);

    private static bool IsPosition(JsonElement value, int depth) =>
        value.ValueKind == JsonValueKind.Array
        && (
            depth > 0
                ? value.EnumerateArray().All(inner => IsPosition(inner, depth - 1))
                : value.GetArrayLength() >= 2
                    && value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)
        );
}
