namespace NewsSearch.Extraction.Feeds;

/// <summary>What the elements around a place say for it: namespaces, base address and language.</summary>
internal sealed class MarkupScope
{
    private const int MostPrefixes = 64;

    private readonly MarkupScope? _outer;
    private Dictionary<string, string>? _prefixes;

    private MarkupScope(MarkupScope? outer) => _outer = outer;

    /// <summary>The scope of a document.</summary>
    public static MarkupScope Outermost(string? baseAddress) => new(null) { Base = baseAddress };

    /// <summary>Absolute address that relative ones are resolved against, where one is declared.</summary>
    public string? Base { get; private init; }

    /// <summary>The declared language; empty where it is declared to be unknown; null where nothing is declared.</summary>
    public string? Language { get; private init; }

    /// <summary>The scope inside this element; this one when its attributes declare nothing.</summary>
    public MarkupScope Enter(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes)
    {
        var isRoot = _outer is null;
        if (!isRoot && !attributes.Contains("xml", StringComparison.OrdinalIgnoreCase))
            return this;
        var baseAddress = MarkupAttributes.Find(attributes, "xml:base");
        var scope = new MarkupScope(this)
        {
            Base = baseAddress is null ? Base : FeedAddress.Combine(Base, baseAddress) ?? Base,
            Language = MarkupAttributes.Find(attributes, "xml:lang")?.Trim() ?? Language,
        };
        scope.Declare(attributes, isRoot);
        if (isRoot)
            scope.DeclareRoot(name);
        return scope;
    }

    /// <summary>The name of an element with the vocabulary's own prefix, in lower case: <c>dc:creator</c>, <c>title</c>.</summary>
    public string Resolve(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        var prefix = colon <= 0 ? "" : name[..colon].ToString().ToLowerInvariant();
        var local = name[(colon + 1)..].ToString().ToLowerInvariant();
        var vocabulary = Vocabulary(prefix);
        return vocabulary.Length == 0 ? local : $"{vocabulary}:{local}";
    }

    private string Vocabulary(string prefix)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._prefixes is { } declared && declared.TryGetValue(prefix, out var name))
                return name;
        }
        return FeedNamespaces.ByConvention(prefix);
    }

    // The vocabulary of a document's root is the feed's own, whatever it is called.
    private void DeclareRoot(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        var local = name[(colon + 1)..].ToString().ToLowerInvariant();
        if (local is "rss" or "feed" or "channel" or "urlset" or "sitemapindex")
            (_prefixes ??= [])[colon <= 0 ? "" : name[..colon].ToString().ToLowerInvariant()] = "";
    }

    private void Declare(ReadOnlySpan<char> tag, bool isRoot)
    {
        var attributes = new MarkupAttributes(tag);
        while (attributes.Next() && (_prefixes?.Count ?? 0) < MostPrefixes)
        {
            var name = attributes.Name;
            if (!name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase) || name.Length == 6)
                continue;
            if (name.Length > 5 && name[5] != ':')
                continue;
            var prefix = name.Length == 5 ? "" : name[6..].ToString().ToLowerInvariant();
            var known = FeedNamespaces.Find(CharacterReferences.Decode(attributes.RawValue));
            known ??= prefix.Length > 0 || isRoot || attributes.RawValue.IsEmpty ? null : FeedNamespaces.Foreign;
            if (known is not null)
                (_prefixes ??= [])[prefix] = known;
        }
    }
}
