using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Marks what satisfied the query by reading the stored text again as it was indexed: the same words, the original
/// characters. One mark for each place that was counted for the score.
/// </summary>
internal static class Highlighter
{
    /// <summary>Length of a snippet in UTF-16 units, before it is widened to whole words.</summary>
    private const int SnippetLength = 260;

    public static HighlightedText Highlight(QueryNode query, Article article, bool whole)
    {
        var text = new ArticleText(article);
        var runs = text.Decide(query).Runs;
        var headline = article.Headline is null
            ? null
            : new MarkedText(article.Headline, Marks(text.Words, runs, inBody: false));
        if (article.Body is null)
            return new HighlightedText(headline, null);
        var inBody = Marks(text.Words, runs, inBody: true);
        return new HighlightedText(
            headline,
            whole ? new MarkedText(article.Body, inBody) : Snippet(article.Body, inBody)
        );
    }

    private static List<MarkRange> Marks(TextWords words, List<Occurrence> runs, bool inBody)
    {
        var marks = new List<MarkRange>();
        foreach (var run in runs.Where(r => r.First >= IndexSchema.BodyPosition == inBody).OrderBy(r => r.First))
        {
            var (first, last) = (words.At(run.First), words.At(run.Last));
            var (start, end) = (words[first].Start, words[last].End);
            // The same word may satisfy two parts of a query.
            if (marks.Count > 0 && start < marks[^1].Start + marks[^1].Length)
                marks[^1] = marks[^1] with
                {
                    Length = Math.Max(end, marks[^1].Start + marks[^1].Length) - marks[^1].Start,
                };
            else
                marks.Add(new MarkRange(start, end - start));
        }
        return marks;
    }

    private static MarkedText Snippet(string body, List<MarkRange> marks)
    {
        var start = BestStart(body, marks);
        var (from, to) = Widen(body, start);
        var text = body[from..to].Replace('\n', ' ');
        return new MarkedText(
            text,
            [
                .. marks
                    .Where(m => m.Start >= from && m.Start + m.Length <= to)
                    .Select(m => m with { Start = m.Start - from }),
            ]
        );
    }

    // The window that shows the most different marked words, the earliest among equals.
    private static int BestStart(string body, List<MarkRange> marks)
    {
        var (best, bestKinds) = (0, 0);
        for (int first = 0, last = 0; first < marks.Count; first++)
        {
            while (last < marks.Count && marks[last].Start + marks[last].Length <= marks[first].Start + SnippetLength)
                last++;
            var kinds = marks[first..Math.Max(first, last)]
                .Select(m => body.Substring(m.Start, m.Length))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Count();
            if (kinds > bestKinds)
                (best, bestKinds) = (marks[first].Start, kinds);
        }
        return best;
    }

    private static (int From, int To) Widen(string body, int start)
    {
        const int lead = 60;
        var from = Math.Max(0, start - lead);
        // Begin at the sentence or the word, whichever is near.
        var sentence = body.LastIndexOfAny(
            ['.', '!', '?', '\n', '。', '؟'],
            Math.Max(0, start - 1),
            Math.Min(start, lead)
        );
        if (sentence >= 0)
            from = sentence + 1;
        else
            while (from > 0 && from < start && !char.IsWhiteSpace(body[from - 1]))
                from++;
        while (from < start && char.IsWhiteSpace(body[from]))
            from++;
        var to = Math.Min(body.Length, from + SnippetLength);
        while (to < body.Length && to > from + SnippetLength / 2 && !char.IsWhiteSpace(body[to]))
            to--;
        if (to < body.Length && char.IsLowSurrogate(body[to]))
            to++;
        return (from, to);
    }
}
