using NewsSearch.Articles;
using NewsSearch.Extraction.JsonLines;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Categories: topics where a vocabulary is named that the archive knows, else keywords.</summary>
internal static class FeedTopics
{
    private const int MostNested = 50;

    public static void Read(MarkupNode item, ArticleDraft draft)
    {
        foreach (var node in item.Children)
        {
            if (node.Name == "category")
                AddCategory(node, draft);
            else if (node.Name is "dc:subject" or "media:category" or "prism:keyword" or "tag")
                Add(MarkupText.Line(node), node.Attribute("scheme"), node.Attribute("label"), draft);
            else if (node.Name is "itunes:keywords" or "media:keywords" or "keywords" or "news:keywords" or "tags")
                AddList(MarkupText.Line(node), draft.Keywords);
            else if (node.Name == "itunes:category")
            {
                foreach (var category in node.Descendants().Take(MostNested).Prepend(node))
                    Add(category.Attribute("text"), null, null, draft);
            }
        }
    }

    /// <summary>Keywords between commas.</summary>
    public static void AddList(string? list, List<string> keywords)
    {
        foreach (var part in (list ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            if (CleanText.Line(part) is { } keyword)
                keywords.Add(keyword);
        }
    }

    /// <summary>A category with the vocabulary and the label that it may have.</summary>
    public static void Add(string? term, string? scheme, string? label, ArticleDraft draft)
    {
        var code = CleanText.Line(term);
        var name = CleanText.Line(label);
        if (Topic(code, scheme?.Trim()) is { } topic)
            draft.Topics.Add(topic with { Name = name == topic.Code ? null : name });
        else if ((name ?? code) is { } keyword)
        {
            draft.Keywords.Add(keyword);
            // The term is a word of its own, or the label's spelling in an address.
            if (code is not null && IsWord(code) && SourceId.Slug(code) != SourceId.Slug(keyword))
                draft.Keywords.Add(code);
        }
    }

    private static bool IsWord(string term) => term.Any(char.IsLetter) && term.IndexOfAny([':', '/', '=']) < 0;

    private static void AddCategory(MarkupNode node, ArticleDraft draft)
    {
        var text = HtmlFragment.Line(MarkupText.EscapedHtml(node));
        var term = node.Attribute("term");
        var scheme = node.Attribute("scheme") ?? node.Attribute("domain");
        Add(
            string.IsNullOrWhiteSpace(term) ? text : term,
            scheme,
            node.Attribute("label") ?? (term is null ? null : text),
            draft
        );
    }

    private static Topic? Topic(string? code, string? scheme)
    {
        if (code is null)
            return null;
        var isMediaTopic = scheme is not null && scheme.Contains("medtop", StringComparison.OrdinalIgnoreCase);
        var full =
            isMediaTopic && !code.Contains(':') ? "medtop:" + code
            : scheme?.Contains("newscodes/", StringComparison.OrdinalIgnoreCase) == true && !code.Contains(':')
                ? $"{scheme.TrimEnd('/')}/{code}"
            : code;
        return JsonTopics.FromText(full) is { Scheme: not null } known ? known : null;
    }
}
