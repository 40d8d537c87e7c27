namespace NewsSearch.Archive;

/// <summary>What a stretch of text is in a comparison.</summary>
public enum DiffKind
{
    Equal,
    Deleted,
    Inserted,
}

/// <summary>A stretch of text; offsets are UTF-16 units.</summary>
/// <param name="Before">Where it stands, or would stand, in the former text.</param>
/// <param name="After">Where it stands, or would stand, in the later text.</param>
public sealed record DiffSpan(DiffKind Kind, string Text, int Before, int After);

/// <summary>
/// Compares texts word by word: first by lines, then the words of the lines that differ, each by Myers' greedy
/// algorithm. Equal and deleted spans give the former text, equal and inserted ones the later text, exactly.
/// </summary>
/// <remarks>
/// Time and memory are bounded: of a passage in which more than a thousand words come and go, all is deleted and
/// inserted.
/// </remarks>
public static class TextDiff
{
    public static IReadOnlyList<DiffSpan> Of(string before, string after)
    {
        var spans = new DiffSpans(before, after);
        var (oldLines, newLines) = (TextPieces.Lines(before), TextPieces.Lines(after));
        var (at, to) = (0, 0);
        foreach (var (line, other, count) in EditScript.Matches(before, oldLines, after, newLines))
        {
            var (start, end) = (oldLines[line].Start, newLines[other].Start);
            AddWords(spans, before, at, start, after, to, end);
            var length = oldLines[line + count - 1].End - start;
            spans.Keep(length);
            (at, to) = (start + length, end + length);
        }
        AddWords(spans, before, at, before.Length, after, to, after.Length);
        return spans.ToList();
    }

    private static void AddWords(
        DiffSpans spans,
        string before,
        int oldStart,
        int oldEnd,
        string after,
        int newStart,
        int newEnd
    )
    {
        var oldWords = TextPieces.Words(before, oldStart, oldEnd);
        var newWords = TextPieces.Words(after, newStart, newEnd);
        var (at, to) = (oldStart, newStart);
        foreach (var (word, other, count) in EditScript.Matches(before, oldWords, after, newWords))
        {
            spans.Change(oldWords[word].Start - at, newWords[other].Start - to);
            var length = oldWords[word + count - 1].End - oldWords[word].Start;
            spans.Keep(length);
            (at, to) = (oldWords[word].Start + length, newWords[other].Start + length);
        }
        spans.Change(oldEnd - at, newEnd - to);
    }
}
