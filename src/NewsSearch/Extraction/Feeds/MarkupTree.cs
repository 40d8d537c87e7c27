namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Puts tags together to elements where end tags are missing, doubled or mistyped. Depth and number of elements are
/// bounded: what is more stays text of the element around it.
/// </summary>
internal sealed class MarkupTree(string document, MarkupScope outermost)
{
    public const int Deepest = 100;

    /// <summary>More than any item or feed head has, fewer than would cost noticeable memory.</summary>
    public const int MostNodes = 10_000;

    private readonly List<Open> _open = [];
    private int _nodes;

    /// <summary>The first element.</summary>
    public MarkupNode? Root { get; private set; }

    /// <summary>What the open elements declare.</summary>
    public MarkupScope Scope => _open.Count == 0 ? outermost : _open[^1].Scope;

    /// <summary>The innermost open element of one of these names, or null.</summary>
    public MarkupNode? Innermost(string name, string otherName) =>
        _open.FindLast(o => o.Name == name || o.Name == otherName).Node;

    /// <summary>True when an element is open that this end tag closes.</summary>
    public bool IsOpen(ReadOnlySpan<char> name) => FindOpen(name) >= 0;

    /// <summary>The element of this stretch of a document, which begins with its start tag.</summary>
    /// <param name="isCut">True when the document ends inside it.</param>
    public static MarkupNode? Read(string document, int start, int end, MarkupScope scope, bool isCut)
    {
        var tree = new MarkupTree(document, scope);
        var tokens = new MarkupTokenizer(document, start, end);
        while (tokens.Next(out var token))
            tree.Take(token);
        if (isCut)
            tree.DropCutValue();
        tree.CloseAll(end);
        return tree.Root;
    }

    // Half an address or half a date is a wrong one; half a text is still true.
    private void DropCutValue()
    {
        for (var i = _open.Count - 1; i > 0; i--)
        {
            if (
                _open[i].Name is "link" or "guid" or "id" or "loc"
                || _open[i].Name.Contains("date")
                || IsDate(_open[i].Name)
            )
                _open[i - 1].Node?.Remove(_open[i].Node);
        }
    }

    private static bool IsDate(string name) =>
        name
            is "published"
                or "issued"
                or "created"
                or "modified"
                or "dcterms:issued"
                or "dcterms:created"
                or "lastmod";

    public void Take(MarkupToken token)
    {
        if (token.Kind == MarkupKind.Start)
            Start(token);
        else if (token.Kind == MarkupKind.End)
            End(token);
    }

    public void CloseAll(int place) => CloseDownTo(0, place);

    /// <summary>Closes what cannot hold an item.</summary>
    public void CloseLeaves(int place)
    {
        var kept = _open.Count;
        while (kept > 0 && FeedElements.IsLeaf(_open[kept - 1].Name))
            kept--;
        CloseDownTo(kept, place);
    }

    private void Start(MarkupToken token)
    {
        // The document ends inside the tag, perhaps inside an address.
        if (token.End == document.Length && document[^1] != '>' && _open.Count > 0)
            return;
        var attributes = token.Attributes(document);
        var written = token.Content(document);
        var scope = Scope.Enter(written, attributes);
        var name = scope.Resolve(written);
        while (_open.Count > 1 && FeedElements.Ends(_open[^1].Name, name, !attributes.IsWhiteSpace()))
        {
            CloseDownTo(_open.Count - 1, token.Start);
            scope = Scope.Enter(written, attributes);
        }
        var node = AddNode(token, name, scope);
        if (token.IsEmpty || HtmlElements.IsVoid(name[(name.IndexOf(':') + 1)..]) || _open.Count >= Deepest)
            return;
        _open.Add(new Open(node, name, token.ContentStart, token.ContentEnd, scope));
    }

    private MarkupNode? AddNode(MarkupToken token, string name, MarkupScope scope)
    {
        var parent = _open.Count == 0 ? null : _open[^1].Node;
        if (_nodes >= MostNodes || (_open.Count > 0 && parent is null))
            return null;
        _nodes++;
        var node = new MarkupNode(document, token, name, scope);
        parent?.Add(node);
        Root ??= node;
        return node;
    }

    private void End(MarkupToken token)
    {
        if (FindOpen(token.Content(document)) is var opened and >= 0)
            CloseDownTo(opened, token.Start);
    }

    private int FindOpen(ReadOnlySpan<char> name)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var opened = document.AsSpan(_open[i].NameStart, _open[i].NameEnd - _open[i].NameStart);
            if (opened.Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    private void CloseDownTo(int count, int place)
    {
        for (var i = _open.Count - 1; i >= count; i--)
            _open[i].Node?.CloseAt(place);
        _open.RemoveRange(count, _open.Count - count);
    }

    private readonly record struct Open(MarkupNode? Node, string Name, int NameStart, int NameEnd, MarkupScope Scope);
}
