using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>
/// The schema.org article that a page marks up in its own elements (HTML Standard, Microdata): an element with
/// <c>itemscope</c> and <c>itemtype</c>, its properties in elements with <c>itemprop</c>.
/// </summary>
internal sealed class Microdata
{
    private const int MostProperties = 500;

    private readonly Dictionary<string, List<IElement>> _properties = new(StringComparer.OrdinalIgnoreCase);

    private Microdata(IElement item)
    {
        foreach (var element in item.QuerySelectorAll("[itemprop]").Take(MostProperties))
        {
            // What lies in an item of its own (a related story, the comments) is that item's, not the article's.
            if (element.ParentElement?.Closest("[itemscope]") != item)
                continue;
            foreach (
                var name in (element.GetAttribute("itemprop") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            {
                if (!_properties.TryGetValue(name, out var elements))
                    _properties[name] = elements = [];
                elements.Add(element);
            }
        }
    }

    /// <summary>The page's article, news before other kinds; null when none is marked up.</summary>
    public static Microdata? FindArticle(IHtmlDocument document)
    {
        IElement? best = null;
        var bestRank = 0;
        foreach (var item in document.QuerySelectorAll("[itemscope][itemtype]"))
        {
            var rank = ArticleTypes.Rank(item.GetAttribute("itemtype") ?? "");
            if (rank > bestRank)
                (best, bestRank) = (item, rank);
        }
        return best is null ? null : new Microdata(best);
    }

    /// <summary>The first value of a property as one line, or null.</summary>
    public string? Text(string property) => List(property).FirstOrDefault();

    /// <summary>All values of a property as lines.</summary>
    public IEnumerable<string> List(string property) =>
        _properties.TryGetValue(property, out var elements) ? elements.Select(Value).OfType<string>() : [];

    // An item as value is known by its name.
    private static string? Value(IElement element)
    {
        if (element.HasAttribute("itemscope"))
        {
            var name = element.QuerySelector("[itemprop~=name]");
            return name is null ? CleanText.Line(element.TextContent) : Value(name);
        }
        var stated = element.LocalName switch
        {
            "time" => element.GetAttribute("datetime"),
            "a" or "link" or "area" when element.TextContent.Length == 0 => element.GetAttribute("href"),
            "img" => element.GetAttribute("src"),
            _ => null,
        };
        return CleanText.Line(element.GetAttribute("content") ?? stated ?? element.TextContent);
    }
}
