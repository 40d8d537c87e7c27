using AngleSharp.Html.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>The meta elements of a page by name, property or itemprop, in lower case.</summary>
internal sealed class MetaTags
{
    private readonly Dictionary<string, List<string>> _contents = new(StringComparer.OrdinalIgnoreCase);

    public MetaTags(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll("meta[content]"))
        {
            var content = CleanText.Line(System.Net.WebUtility.HtmlDecode(element.GetAttribute("content")));
            if (content is null)
                continue;
            foreach (var attribute in (string[])["name", "property", "itemprop", "http-equiv"])
                Add(element.GetAttribute(attribute), content);
        }
    }

    /// <summary>The first content under the first of these names that has one.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_contents.TryGetValue(name, out var contents))
                return contents[0];
        }
        return null;
    }

    /// <summary>All contents under the first of these names that has one.</summary>
    public IReadOnlyList<string> All(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_contents.TryGetValue(name, out var contents))
                return contents;
        }
        return [];
    }

    /// <summary>As <see cref="First"/>, as a list with commas.</summary>
    public IEnumerable<string> Split(params ReadOnlySpan<string> names) =>
        First(names)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // Several properties may share one attribute: property="og:title dc.title".
    private void Add(string? names, string content)
    {
        foreach (
            var name in names?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []
        )
        {
            if (!_contents.TryGetValue(name, out var contents))
                _contents[name] = contents = [];
            contents.Add(content);
        }
    }
}
