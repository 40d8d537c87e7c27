namespace NewsSearch.Extraction.Html;

/// <summary>A block-level element of a page, with what lies in it counted.</summary>
internal sealed class Zone(Zone? parent, string tag, string? name, ZoneKind kind, int firstBlock)
{
    public Zone? Parent { get; } = parent;
    public string Tag { get; } = tag;

    /// <summary>Its classes without numbers: <c>part-1</c> and <c>part-2</c> look alike.</summary>
    public string? Name { get; } =
        name?.AsSpan().ContainsAnyInRange('0', '9') == true
            ? string.Concat(name.Where(c => !char.IsAsciiDigit(c)))
            : name;

    public ZoneKind Kind { get; set; } = kind;
    public List<Zone> Children { get; } = [];

    /// <summary>Blocks from this index up to <see cref="EndBlock"/> lie inside.</summary>
    public int FirstBlock { get; } = firstBlock;
    public int EndBlock { get; set; }

    /// <summary>Characters of running text inside, boilerplate left out.</summary>
    public double Prose { get; set; }

    /// <summary>How much the paragraphs inside speak for this zone.</summary>
    public double Score { get; set; }

    /// <summary>The part of <see cref="Prose"/> that lies in no smaller container.</summary>
    public double Own { get; set; }

    public bool IsInside(Zone other) => FirstBlock >= other.FirstBlock && EndBlock <= other.EndBlock;
}

/// <summary>What an element says about itself.</summary>
internal enum ZoneKind
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>That it is an article, or its text, by its name.</summary>
    Named,

    /// <summary>That it holds the article's text, in so many words (microdata).</summary>
    Body,

    /// <summary>That it holds something beside the text.</summary>
    Aside,
}

/// <summary>A paragraph, a heading, an item or another run of text that nothing block-level interrupts.</summary>
internal sealed record TextBlock(Zone Zone, string Text, int Length, int LinkLength)
{
    /// <summary>Share of the characters that are links.</summary>
    public double LinkDensity => Length == 0 ? 0 : (double)LinkLength / Length;

    public bool IsHeading => Zone.Tag is "h1" or "h2" or "h3" or "h4" or "h5" or "h6";

    public bool EndsSentence => CleanText.EndsSentence(Text);

    /// <summary>How many characters of running text this is.</summary>
    public double Prose { get; init; }
}
