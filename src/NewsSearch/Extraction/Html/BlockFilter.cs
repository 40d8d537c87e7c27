using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Html;

/// <summary>Leaves out what stands among the paragraphs of an article without being its text.</summary>
internal static partial class BlockFilter
{
    private const int LongestCall = 260;

    /// <summary>The paragraphs of this zone, in their order.</summary>
    public static List<string> Paragraphs(PageOutline page, Zone zone)
    {
        var kept = new List<TextBlock>();
        for (var i = zone.FirstBlock; i < zone.EndBlock; i++)
        {
            var block = page.Blocks[i];
            if (!page.IsAside[i] && IsText(block, zone))
                kept.Add(block);
        }
        while (kept.Count > 1 && (IsLoose(kept[^1]) || IsCall(kept[^1])))
            kept.RemoveAt(kept.Count - 1);
        return Joined(kept);
    }

    private static bool IsText(TextBlock block, Zone body)
    {
        if (IsQuoted(block.Zone))
            return true;
        if (block.Zone.Tag is "td" or "th")
            return true;
        if (block.LinkDensity > 0.8)
            return false;
        return block.Zone == body
            || block.Prose > 0
            || block.IsHeading
            || block.Zone.Tag is "p" or "li" or "blockquote" or "pre" or "dd" or "dt"
            || block.EndsSentence;
    }

    // A heading with nothing under it, a label: nothing that an article ends with.
    private static bool IsLoose(TextBlock block) =>
        block.Prose == 0 && block.Zone.Tag is not ("p" or "li" or "td" or "blockquote" or "dd" or "pre");

    // What readers are asked to do when they have come to the end.
    private static bool IsCall(TextBlock block) =>
        block.Length <= LongestCall && !IsQuoted(block.Zone) && Call().IsMatch(block.Text);

    [GeneratedRegex(
        @"^(?![""“«„])[^.]{0,80}?\b(?:subscribe|sign up|newsletters?|follow (?:us|me|him|her|them|the|@\w+|\w+ (?:\w+ )?on)\b|share (?:this|it)|click here|read more|"
            + @"like this story|got a tip|have a tip|abonnier\w*|abonne[zr]|inscrivez|suscr[ií]\w*|inscreva|iscriviti|"
            + @"s[ií]guenos|siga-nos|suivez|folgen sie|folge uns|seguici|nieuwsbrief)|подпи[сш]|^https?://\S+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Call();

    // A quotation is kept as it is, with the line that says whose it is.
    private static bool IsQuoted(Zone? zone)
    {
        for (var i = 0; i < 3 && zone is not null; i++, zone = zone.Parent)
        {
            if (zone.Tag == "blockquote")
                return true;
        }
        return false;
    }

    // The cells of a row are one line, unless a cell has paragraphs of its own.
    private static List<string> Joined(List<TextBlock> blocks)
    {
        var paragraphs = new List<string>();
        var cells = new List<string>();
        Zone? cell = null;
        foreach (var block in blocks)
        {
            if (!IsNextCell(cell, block.Zone))
                End();
            cell = block.Zone;
            cells.Add(block.Text);
        }
        End();
        return paragraphs;

        void End()
        {
            if (cells.Count > 0)
                paragraphs.Add(string.Join(' ', cells));
            cells.Clear();
        }
    }

    private static bool IsNextCell(Zone? cell, Zone next) =>
        cell is { Tag: "td" or "th" } && next.Tag is "td" or "th" && cell != next && cell.Parent == next.Parent;
}
