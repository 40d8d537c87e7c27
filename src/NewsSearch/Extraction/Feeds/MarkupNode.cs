namespace NewsSearch.Extraction.Feeds;

/// <summary>An element of a feed. Its text stays in the document until it is asked for.</summary>
internal sealed class MarkupNode(string document, MarkupToken tag, string name, MarkupScope scope)
{
    private readonly List<MarkupNode> _children = [];

    /// <summary>Vocabulary and name in lower case, such as <c>dc:creator</c>.</summary>
    public string Name => name;

    public MarkupScope Scope => scope;
    public IReadOnlyList<MarkupNode> Children => _children;
    public int InnerStart => tag.End;
    public int InnerEnd { get; private set; } = tag.End;
    public string Document => document;

    public void Add(MarkupNode child) => _children.Add(child);

    public void Remove(MarkupNode? child) => _children.RemoveAll(c => c == child);

    public void CloseAt(int place) => InnerEnd = place;

    /// <summary>The decoded value of an attribute, or null.</summary>
    public string? Attribute(string attribute) => MarkupAttributes.Find(tag.Attributes(document), attribute);

    /// <summary>The children of this name.</summary>
    public IEnumerable<MarkupNode> All(string child) => _children.Where(c => c.Name == child);

    /// <summary>The first child of the first of these names that has one.</summary>
    public MarkupNode? First(params ReadOnlySpan<string> names)
    {
        foreach (var child in names)
        {
            foreach (var node in _children)
            {
                if (node.Name == child)
                    return node;
            }
        }
        return null;
    }

    /// <summary>One line of text of the first of these children that has any.</summary>
    public string? Line(params ReadOnlySpan<string> names)
    {
        foreach (var child in names)
        {
            foreach (var node in _children)
            {
                if (node.Name == child && MarkupText.Line(node) is { } line)
                    return line;
            }
        }
        return null;
    }

    /// <summary>The elements below this one, itself not included, in the order of the document.</summary>
    public IEnumerable<MarkupNode> Descendants()
    {
        var waiting = new Stack<MarkupNode>(_children.AsEnumerable().Reverse());
        while (waiting.TryPop(out var node))
        {
            yield return node;
            for (var i = node._children.Count - 1; i >= 0; i--)
                waiting.Push(node._children[i]);
        }
    }
}
