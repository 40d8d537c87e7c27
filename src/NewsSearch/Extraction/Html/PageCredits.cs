using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>
/// The credit line and the date that a page shows between its headline and its text, for pages that state them nowhere
/// else.
/// </summary>
internal static partial class PageCredits
{
    // Behind a headline come a subheadline, a credit, a date, a row of buttons, a caption; then the text.
    private const int MostBlocks = 12;
    private const int LongestLine = 160;

    /// <summary>Fills what the draft lacks; returns the texts of the blocks that are credits or dates.</summary>
    public static HashSet<string> Read(PageOutline page, Zone body, ArticleDraft draft, ReadContext context)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in BlocksAboveText(page, body, draft.Headline))
        {
            foreach (var piece in Pieces().Split(block.Text))
            {
                if (Take(piece.Trim(), draft, context))
                    found.Add(block.Text);
            }
        }
        return found;
    }

    private static bool Take(string line, ArticleDraft draft, ReadContext context)
    {
        if (Bylines.IsCredit(line))
        {
            if (draft.Byline is null)
                (draft.Byline, draft.Evidence["byline"]) = (line, "text");
            if (draft.Authors.Count == 0)
            {
                draft.Authors.AddRange(Bylines.Authors(line));
                draft.Evidence["authors"] = "text";
            }
            return true;
        }
        if (Date(line, context) is not { } date)
            return false;
        if (!Change().IsMatch(line))
            draft.Published = PublishedDate.Join(draft.Published, date);
        return true;
    }

    private static IEnumerable<TextBlock> BlocksAboveText(PageOutline page, Zone body, string? headline)
    {
        var text = page.Blocks.FindIndex(body.FirstBlock, body.EndBlock - body.FirstBlock, b => b.Prose >= LongestLine);
        if (text < 0)
            text = body.FirstBlock;
        if (text == page.Blocks.Count)
            return [];
        var title = headline is null ? -1 : page.Blocks.FindLastIndex(text, b => b.Text == headline);
        return page
            .Blocks.Skip(Math.Max(title + 1, text - MostBlocks))
            .TakeWhile(b => b != page.Blocks[text])
            .Where(b => b.Length <= LongestLine && !b.EndsSentence);
    }

    // From each word on, because labels and weekdays stand in front.
    private static PublishedDate? Date(string line, ReadContext context)
    {
        if (!line.Any(char.IsDigit))
            return null;
        for (var start = 0; start >= 0 && start < line.Length; start = NextWord(line, start))
        {
            if (
                DateReading.Read(line[start..], "text", context.Retrieved) is { Value: not null } date
                && date.Precision >= DatePrecision.Day
            )
                return date;
        }
        return null;
    }

    private static int NextWord(string line, int start)
    {
        var blank = line.IndexOf(' ', start);
        return blank < 0 ? -1 : blank + 1;
    }

    [GeneratedRegex(@"\s*[|•·\n]\s*|\s+(?=(?:last\s+)?(?:updated|modified)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();

    [GeneratedRegex(
        @"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|copyright|©)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Change();
}
