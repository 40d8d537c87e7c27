using System.Collections.Frozen;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NewsSearch.Extraction.Html;

/// <summary>Parses a page into a tree of bounded depth with the attributes that the readers of pages ask for.</summary>
internal static class PageParser
{
    // Browsers stop nesting at 512. Time grows with the depth where a page opens elements without end.
    private const int DeepestTree = 256;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "aria-hidden",
            "charset",
            "class",
            "content",
            "datetime",
            "encoding",
            "hidden",
            "href",
            "http-equiv",
            "id",
            "itemprop",
            "itemscope",
            "itemtype",
            "lang",
            "name",
            "property",
            "pubdate",
            "rel",
            "role",
            "src",
            "style",
            "type"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HtmlParserOptions Options = new()
    {
        MaximumDepth = DeepestTree,
        SkipComments = true,
        DisableElementPositionTracking = true,
        ShouldEmitAttribute = static (ref _, name) => Attributes.Contains(name.Span),
    };

    public static IHtmlDocument Parse(string html) => new HtmlParser(Options).ParseDocument(TameMarkup.Of(html));
}
