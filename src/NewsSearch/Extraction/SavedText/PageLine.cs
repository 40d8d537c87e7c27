namespace NewsSearch.Extraction.SavedText;

/// <summary>One line of a saved page with the block (between blank lines) in which it stands.</summary>
/// <param name="Text">Trimmed, one line.</param>
/// <param name="Block">Number of its block, from 0.</param>
internal sealed record PageLine(string Text, int Block)
{
    // A Chinese or Japanese character says about as much as three letters.
    private const int IdeographWeight = 3;

    /// <summary>Length as if written in letters.</summary>
    public int Weight { get; } =
        Text.Sum(c => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' ? IdeographWeight : 1);

    public bool EndsSentence { get; } = CleanText.EndsSentence(Text);

    /// <summary>What a reader is asked to do, and other furniture of a site.</summary>
    public Furniture Furniture { get; } = PageFurniture.Classify(Text);

    /// <summary>True for a line that is long and punctuated like a paragraph.</summary>
    public bool IsProse => Furniture == Furniture.None && ((EndsSentence && Weight >= 80) || Weight >= 220);

    /// <summary>True for what may be a paragraph of its own between others: a short sentence, a quotation.</summary>
    public bool IsSentence => Furniture == Furniture.None && EndsSentence;

    /// <summary>The lines of a text; lines that were wrapped at a fixed width are joined.</summary>
    public static List<PageLine> Split(string text)
    {
        var lines = new List<PageLine>();
        var blocks = CleanText.Blocks(text);
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = CleanText.LooksWrapped(blocks[i]) ? [string.Join(' ', blocks[i])] : blocks[i];
            foreach (var line in block.Select(CleanText.Line).OfType<string>())
                lines.Add(new PageLine(line, i));
        }
        return lines;
    }
}
