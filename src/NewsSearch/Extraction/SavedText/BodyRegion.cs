namespace NewsSearch.Extraction.SavedText;

/// <summary>Where the paragraphs of the article begin and end among the lines of a page.</summary>
/// <param name="Start">First line of the body.</param>
/// <param name="End">First line behind it.</param>
/// <param name="Skipped">Titles of other stories between the paragraphs.</param>
internal sealed record BodyRegion(int Start, int End, IReadOnlySet<PageLine> Skipped)
{
    private const int Outlook = 6;

    public static BodyRegion Find(List<PageLine> lines)
    {
        var skipped = new HashSet<PageLine>(ReferenceEqualityComparer.Instance);
        var start = lines.FindIndex(IsOpening);
        if (start < 0)
            return WithoutProse(lines, skipped);
        start = IncludeShortOpening(lines, start);
        var sparse = IsBlankSeparated(lines, start);
        var end = start + 1;
        var inList = false;
        for (var i = start + 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Furniture == Furniture.Wall)
                break;
            if (sparse && IsFurnitureBlock(lines, i))
            {
                var behind = i + lines.Skip(i).TakeWhile(l => l.Block == line.Block).Count();
                if (behind == lines.Count || !ProseGoesOn(lines, behind))
                    break;
                skipped.UnionWith(lines[i..behind]);
                i = behind - 1;
                continue;
            }
            if (line.Furniture == Furniture.OtherStories)
                inList = true;
            if (line.Furniture != Furniture.None)
                continue;
            if (inList && !line.IsProse)
            {
                skipped.Add(line);
                continue;
            }
            // Behind a list of other stories only dense prose is the article again.
            if ((inList || !line.IsSentence) && !ProseGoesOn(lines, i))
                break;
            inList = false;
            end = i + 1;
        }
        return new BodyRegion(start, end, skipped);
    }

    // Without one long paragraph the first line is the headline and the rest is the text.
    private static BodyRegion WithoutProse(List<PageLine> lines, IReadOnlySet<PageLine> skipped)
    {
        var first = lines.FindIndex(l => l.Furniture == Furniture.None);
        var sentence = first < 0 ? -1 : lines.FindIndex(first + 1, l => l.IsSentence);
        if (sentence < 0)
            return new BodyRegion(lines.Count, lines.Count, skipped);
        var end = lines.FindIndex(sentence, l => l.Furniture is Furniture.Wall or Furniture.OtherStories);
        return new BodyRegion(sentence, end < 0 ? lines.Count : end, skipped);
    }

    private static bool IsOpening(PageLine line) =>
        line.IsProse && (ImageCredit.Split(line.Text).Credit is null || line.Weight > 400);

    // A short first sentence that stands alone directly before the first long paragraph belongs to the text.
    private static int IncludeShortOpening(List<PageLine> lines, int start)
    {
        while (start > 1 && IsShortOpening(lines, start - 1))
            start--;
        return start;
    }

    private static bool IsShortOpening(List<PageLine> lines, int at) =>
        lines[at].IsSentence
        && lines[at].Weight >= 30
        && lines[at].Block != lines[at - 1].Block
        && ImageCredit.Split(lines[at].Text).Credit is null
        && lines.Take(at).Any(l => l.Furniture == Furniture.None && !l.EndsSentence && l.Weight >= 20);

    /// <summary>True when blank lines separate the paragraphs, so that lines in one block are something else.</summary>
    private static bool IsBlankSeparated(List<PageLine> lines, int start)
    {
        var prose = lines.Skip(start).Where(l => l.IsProse).Take(Outlook).ToList();
        return prose.Count >= 2 && prose.Select(l => l.Block).Distinct().Count() == prose.Count;
    }

    // Several short lines without blank lines between them, among paragraphs that have them.
    private static bool IsFurnitureBlock(List<PageLine> lines, int at)
    {
        var isFirst = at == 0 || lines[at - 1].Block != lines[at].Block;
        var block = lines.Skip(at).TakeWhile(l => l.Block == lines[at].Block).ToList();
        return isFirst
            && block.Count >= 3
            && !block[0].EndsSentence
            && block.Count(l => l.Weight < 120) * 4 >= block.Count * 3;
    }

    private static bool ProseGoesOn(List<PageLine> lines, int at)
    {
        var ahead = lines.Skip(at).Take(Outlook).Where(l => l.Furniture == Furniture.None).ToList();
        var wall = lines.FindIndex(at, Math.Min(Outlook, lines.Count - at), l => l.Furniture == Furniture.Wall);
        if (wall >= 0)
            ahead = lines.Skip(at).Take(wall - at).Where(l => l.Furniture == Furniture.None).ToList();
        var prose = ahead.Count(l => l.IsProse);
        return prose >= 1 && prose * 5 >= ahead.Count * 2;
    }
}
