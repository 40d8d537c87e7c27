using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>The schema.org article in the JSON-LD of a page. Broken blocks are repaired where that is safe, else passed over.</summary>
internal sealed class JsonLd
{
    private const int DeepestSearch = 6;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly JsonElement _article;
    private readonly Dictionary<string, JsonElement> _nodes;

    private JsonLd(JsonElement article, Dictionary<string, JsonElement> nodes) => (_article, _nodes) = (article, nodes);

    /// <summary>The article of this page; news before other kinds of articles.</summary>
    public static JsonLd? FindArticle(IHtmlDocument document)
    {
        var nodes = new Dictionary<string, JsonElement>();
        JsonElement best = default;
        var bestRank = 0;
        foreach (var script in document.QuerySelectorAll("script[type]"))
        {
            var type = script.GetAttribute("type") ?? "";
            if (
                !type.Contains("ld+json", StringComparison.OrdinalIgnoreCase)
                || Parse(script.TextContent) is not { } root
            )
                continue;
            foreach (var node in Nodes(root, 0))
            {
                if (Property(node, "@id") is { ValueKind: JsonValueKind.String } id)
                    Keep(nodes, id.GetString()!, node);
                var rank = Rank(node);
                if (rank > bestRank)
                    (best, bestRank) = (node, rank);
            }
        }
        return bestRank == 0 ? null : new JsonLd(best, nodes);
    }

    /// <summary>One line: the value, or the name of the object, or the first of an array.</summary>
    public string? Text(string property) => List(property).FirstOrDefault();

    public string? Paragraphs(string property) =>
        Property(_article, property) is { ValueKind: JsonValueKind.String } value
            ? CleanText.Paragraphs(WebUtility.HtmlDecode(value.GetString()))
            : null;

    /// <summary>All values as lines; keywords may be one text with commas.</summary>
    public IEnumerable<string> List(string property)
    {
        if (Property(_article, property) is not { } value)
            return [];
        var lines = Lines(value, 0);
        return property == "keywords" && value.ValueKind == JsonValueKind.String
            ? lines.SelectMany(l =>
                l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            : lines;
    }

    public bool? Flag(string property) =>
        Property(_article, property) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var flag) => flag,
            _ => null,
        };

    public List<ArticleImage> Images()
    {
        var images = new List<ArticleImage>();
        var values = Property(_article, "image") switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().ToList(),
            { } one => [one],
            _ => [],
        };
        foreach (var value in values.Select(Resolve))
        {
            if (value.ValueKind == JsonValueKind.String)
                images.Add(new ArticleImage(value.GetString(), null, null));
            else if (value.ValueKind == JsonValueKind.Object)
                images.Add(
                    new ArticleImage(
                        Member(value, "url") ?? Member(value, "contentUrl") ?? Member(value, "@id"),
                        Member(value, "caption") ?? Member(value, "description"),
                        Member(value, "creditText") ?? Member(value, "creator") ?? Member(value, "author")
                    )
                );
        }
        return images;
    }

    private string? Member(JsonElement value, string property) =>
        Property(value, property) is { } member ? Lines(member, 0).FirstOrDefault() : null;

    private IEnumerable<string> Lines(JsonElement value, int depth)
    {
        if (depth > DeepestSearch)
            return [];
        value = Resolve(value);
        return value.ValueKind switch
        {
            JsonValueKind.String => Line(value.GetString()),
            JsonValueKind.Number => [value.GetRawText()],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Lines(v, depth + 1)),
            JsonValueKind.Object => Property(value, "name") is { } name ? Lines(name, depth + 1)
            : Property(value, "@value") is { } inner ? Lines(inner, depth + 1)
            : Property(value, "@id") is { ValueKind: JsonValueKind.String } id ? Line(id.GetString())
            : [],
            _ => [],
        };
    }

    private static IEnumerable<string> Line(string? text) =>
        CleanText.Line(WebUtility.HtmlDecode(text)) is { } line ? [line] : [];

    // {"@id": "…#author"} points to a node elsewhere in the graph.
    private JsonElement Resolve(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && Property(value, "name") is null
        && Property(value, "@id") is { ValueKind: JsonValueKind.String } id
        && _nodes.TryGetValue(id.GetString()!, out var node)
            ? node
            : value;

    private static void Keep(Dictionary<string, JsonElement> nodes, string id, JsonElement node)
    {
        var isReference = node.EnumerateObject().Count() < 2;
        if (!isReference)
            nodes.TryAdd(id, node);
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement value, int depth)
    {
        if (depth > DeepestSearch)
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Nodes(v, depth + 1)),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Where(p => p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                .SelectMany(p => Nodes(p.Value, depth + 1))
                .Prepend(value),
            _ => [],
        };
    }

    private static int Rank(JsonElement node)
    {
        if (Property(node, "@type") is not { } type)
            return 0;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToList() : [type];
        var rank = types
            .Where(t => t.ValueKind == JsonValueKind.String)
            .Select(t => ArticleTypes.Rank(t.GetString()!))
            .DefaultIfEmpty(0)
            .Max();
        return rank > 0 && Property(node, "headline") is not null ? rank + 1 : rank;
    }

    private static JsonElement? Property(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(name, out var found)
        && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    private static JsonElement? Parse(string text)
    {
        var whole = LoneSurrogates.Replace(CleanText.WithoutControls(text));
        return TryParse(whole) ?? TryParse(Repair(whole));
    }

    // Line feeds inside strings and wrappers from the days of XHTML are the usual damage.
    private static string Repair(string text)
    {
        var inner = text.Trim();
        foreach (var wrapper in (string[])["<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"])
            inner = inner.Replace(wrapper, "", StringComparison.Ordinal);
        return string.Create(
                inner.Length,
                inner,
                static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = char.IsControl(source[i]) ? ' ' : source[i];
                }
            )
            .Trim()
            .TrimEnd(';');
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
