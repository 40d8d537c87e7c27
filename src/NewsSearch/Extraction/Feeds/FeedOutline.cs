namespace NewsSearch.Extraction.Feeds;

/// <summary>Where an item stands in its document.</summary>
/// <param name="Start">Its start tag.</param>
/// <param name="InnerEnd">Its end tag, or where it breaks off.</param>
/// <param name="End">The place behind it.</param>
/// <param name="Line">Line number of the start tag, from 1.</param>
/// <param name="Scope">What the elements around it declare.</param>
/// <param name="Channel">The feed it stands in.</param>
/// <param name="IsCut">True when the document ends inside it.</param>
internal sealed record ItemPlace(
    int Start,
    int InnerEnd,
    int End,
    long Line,
    MarkupScope Scope,
    MarkupNode? Channel,
    bool IsCut
);

/// <summary>
/// The first pass over a document: its head, and the places of its items. What a feed says of itself may stand behind
/// the items, so they are read in a second pass.
/// </summary>
internal sealed class FeedOutline
{
    /// <summary>A sitemap may have 50,000 by its protocol.</summary>
    public const int MostItems = 100_000;

    private readonly string _document;
    private readonly MarkupTree _head;
    private readonly HashSet<string> _itemNames;
    private readonly List<ItemPlace> _items = [];
    private ItemPlace? _open;
    private (int Start, int End) _openName;
    private int _countedTo;
    private long _line = 1;

    private FeedOutline(string document, MarkupScope outermost, HashSet<string> itemNames) =>
        (_document, _head, _itemNames) = (document, new MarkupTree(document, outermost), itemNames);

    public IReadOnlyList<ItemPlace> Items => _items;

    /// <summary>The root of the document without its items; null when there is no element.</summary>
    public MarkupNode? Root => _head.Root;

    /// <summary>True when there are more items than are read.</summary>
    public bool HasMore { get; private set; }

    /// <param name="document">The text of the document.</param>
    /// <param name="outermost">What is known of it beforehand.</param>
    /// <param name="itemNames">Names of the elements that are items.</param>
    public static FeedOutline Read(string document, MarkupScope outermost, HashSet<string> itemNames)
    {
        var outline = new FeedOutline(document, outermost, itemNames);
        var tokens = new MarkupTokenizer(document);
        while (!outline.HasMore && tokens.Next(out var token))
            outline.Take(token);
        outline.CloseItem(document.Length, document.Length, isCut: true);
        outline._head.CloseAll(document.Length);
        return outline;
    }

    private void Take(MarkupToken token)
    {
        if (token.Kind == MarkupKind.Start && IsItem(token))
        {
            CloseItem(token.Start, token.Start, isCut: false);
            OpenItem(token);
        }
        else if (_open is null)
            _head.Take(token);
        else if (token.Kind == MarkupKind.End)
            EndTag(token);
    }

    private void EndTag(MarkupToken token)
    {
        var name = token.Content(_document);
        if (
            name.Equals(
                _document.AsSpan(_openName.Start, _openName.End - _openName.Start),
                StringComparison.OrdinalIgnoreCase
            )
        )
            CloseItem(token.Start, token.End, isCut: false);
        else if (IsContainer(name) && _head.IsOpen(name))
        {
            CloseItem(token.Start, token.Start, isCut: false);
            _head.Take(token);
        }
    }

    private bool IsItem(MarkupToken token)
    {
        var name = token.Content(_document);
        // Most elements are none, which shows without looking up their vocabulary.
        var local = name[(name.IndexOf(':') + 1)..];
        var names = _itemNames.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.Contains(local))
            return false;
        return _itemNames.Contains(_head.Scope.Enter(name, token.Attributes(_document)).Resolve(name));
    }

    private void OpenItem(MarkupToken token)
    {
        if (_items.Count >= MostItems)
        {
            HasMore = true;
            return;
        }
        _head.CloseLeaves(token.Start);
        _line += _document.AsSpan(_countedTo, token.Start - _countedTo).Count('\n');
        _countedTo = token.Start;
        _openName = (token.ContentStart, token.ContentEnd);
        _open = new ItemPlace(token.Start, 0, 0, _line, _head.Scope, _head.Innermost("channel", "feed"), false);
        if (token.IsEmpty)
            CloseItem(token.End, token.End, isCut: false);
    }

    private void CloseItem(int innerEnd, int end, bool isCut)
    {
        if (_open is not null)
            _items.Add(_open with { InnerEnd = innerEnd, End = end, IsCut = isCut });
        _open = null;
    }

    private static bool IsContainer(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local.Equals("channel", StringComparison.OrdinalIgnoreCase)
            || local.Equals("rss", StringComparison.OrdinalIgnoreCase)
            || local.Equals("feed", StringComparison.OrdinalIgnoreCase)
            || local.Equals("rdf", StringComparison.OrdinalIgnoreCase)
            || local.Equals("urlset", StringComparison.OrdinalIgnoreCase);
    }
}
