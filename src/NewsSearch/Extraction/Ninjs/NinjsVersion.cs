using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Ninjs;

/// <summary>Chooses the version of ninjs that an item must meet, and checks it.</summary>
internal static partial class NinjsVersion
{
    // One more than published: with what the working drafts of the generation add.
    private static readonly int[] Newest = [7, 3, 2];

    /// <summary>
    /// Why the item is not valid ninjs; null when it is. An item that declares no version, or one that does not fit its
    /// members, may be of any generation.
    /// </summary>
    public static string? Problem(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var item = document.RootElement;
        var (name, version) = Declared(item);
        var isExtended = name is not null && !name.Equals("ninjs", StringComparison.OrdinalIgnoreCase);
        if (version is var (generation, minor))
            return Named(
                new NinjsCheck(NinjsSchema.Generations[generation - 1], minor, isExtended).Problem(item),
                $"{generation}.{minor}"
            );
        string? closest = null;
        var fewest = int.MaxValue;
        for (var i = Newest.Length - 1; i >= 0; i--)
        {
            var schema = NinjsSchema.Generations[i];
            if (new NinjsCheck(schema, Newest[i], isExtended).Problem(item) is not { } problem)
                return Urgency(item);
            // The generation that knows most of the members, and the one in question, is the one that is meant.
            var distance = (2 * UnknownMembers(item, schema)) + (problem.Contains("is unknown") ? 1 : 0);
            if (distance < fewest)
                (closest, fewest) = (Named(problem, $"{i + 1}.x"), distance);
        }
        return closest;
    }

    /// <summary>As <see cref="Problem(ReadOnlyMemory{byte})"/>, of this version whatever the item says.</summary>
    public static string? Problem(ReadOnlyMemory<byte> json, int generation, int minor)
    {
        using var document = JsonDocument.Parse(json);
        return new NinjsCheck(NinjsSchema.Generations[generation - 1], minor, isExtended: false).Problem(
            document.RootElement
        );
    }

    private static string? Named(string? problem, string version) =>
        problem is null ? null : $"not valid ninjs {version}: {problem}";

    // The generations 1 and 2 take any number; what is not from 1 to 9 means nothing in any of them.
    private static string? Urgency(JsonElement item) =>
        !item.TryGetProperty("urgency", out var urgency)
        || (NinjsCheck.IsInteger(urgency) && urgency.GetDouble() is >= 1 and <= 9)
            ? null
            : Named("the member urgency must be an integer from 1 to 9", "3.x");

    private static int UnknownMembers(JsonElement item, NinjsSchema schema) =>
        item.ValueKind == JsonValueKind.Object
            ? item.EnumerateObject().Count(p => schema.Type("item")!.Find(p.Name) is null)
            : 0;

    private static (string? Name, (int Generation, int Minor)? Version) Declared(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return (null, null);
        var isFirst = item.TryGetProperty("$standard", out var standard);
        if (!isFirst && !item.TryGetProperty("standard", out standard))
            return (null, null);
        var name = Text(standard, "name");
        var match = Number().Match(Text(standard, "version") ?? "");
        if (!match.Success)
            return (name, null);
        var (generation, minor) = (match.Groups["g"].Value[0] - '0', match.Groups["m"].Value[0] - '0');
        // The member that declares the version is itself of a generation.
        var fits = isFirst ? generation == 1 : generation is 2 or 3;
        return (name, fits && minor < Newest[generation - 1] ? (generation, minor) : null);
    }

    private static string? Text(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(member, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    [GeneratedRegex(@"^(?<g>[123])\.(?<m>[0-9])$")]
    private static partial Regex Number();
}
