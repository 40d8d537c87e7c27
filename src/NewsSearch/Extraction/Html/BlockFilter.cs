namespace NewsSearch.Extraction.Html;

/// <summary>Leaves out what stands among the paragraphs of an article without being its text.</summary>
internal static class BlockFilter
{
    public static List<string> Keep(PageOutline page, Zone zone, ArticleDraft draft)
    {
        var kept = new List<TextBlock>();
        for (var i = zone.FirstBlock; i < zone.EndBlock; i++)
        {
            var block = page.Blocks[i];
            if (!page.IsAside[i] && IsText(block, zone))
                kept.Add(block);
        }
        while (kept.Count > 0 && kept[^1].Prose == 0 && kept[^1].Zone.Tag is not ("p" or "li" or "td" or "blockquote"))
            kept.RemoveAt(kept.Count - 1);
        return Joined(kept);
    }

    private static bool IsText(TextBlock block, Zone body)
    {
        if (InQuote(block.Zone))
            return true;
        if (block.LinkDensity > 0.8)
            return false;
        return block.Zone == body
            || block.Prose > 0
            || block.IsHeading
            || block.Zone.Tag is "p" or "li" or "blockquote" or "td" or "th" or "pre"
            || block.EndsSentence;
    }

    // The cells of a row are one line.
    private static List<string> Joined(List<TextBlock> blocks)
    {
        var paragraphs = new List<string>();
        Zone? row = null;
        foreach (var block in blocks)
        {
            var own = block.Zone.Tag is "td" or "th" && block.Zone.Children.Count == 0 ? block.Zone.Parent : null;
            if (own is not null && own == row)
                paragraphs[^1] += " " + block.Text;
            else
                paragraphs.Add(block.Text);
            row = own;
        }
        return paragraphs;
    }

    private static bool InQuote(Zone? zone)
    {
        for (var i = 0; i < 3 && zone is not null; i++, zone = zone.Parent)
        {
            if (zone.Tag == "blockquote")
                return true;
        }
        return false;
    }
}
