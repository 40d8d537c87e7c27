using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Marks what satisfied the query by analyzing the stored text again with the scanner that indexed it: the same words,
/// the original characters.
/// </summary>
internal static class Highlighter
{
    /// <summary>Length of a snippet in UTF-16 units, before it is widened to whole words.</summary>
    private const int SnippetLength = 260;

    public static HighlightedText Highlight(QueryNode query, Article article)
    {
        var patterns = new List<WordPattern>();
        Collect(query, patterns);
        var headline = article.Headline is null
            ? null
            : new MarkedText(article.Headline, Marks(article.Headline, patterns.Where(p => p.InHeadline)));
        return new HighlightedText(headline, article.Body is null ? null : Snippet(article.Body, patterns));
    }

    private static MarkedText Snippet(string body, List<WordPattern> patterns)
    {
        var found = Matches(body, patterns.Where(p => p.InBody));
        var start = BestStart(found);
        var (from, to) = Widen(body, start);
        var text = body[from..to].Replace('\n', ' ');
        var marks = Merge(found.Where(m => m.Start >= from && m.Start + m.Length <= to))
            .Select(m => m with { Start = m.Start - from });
        return new MarkedText(text, [.. marks]);
    }

    private static List<MarkRange> Marks(string text, IEnumerable<WordPattern> patterns) =>
        Merge(Matches(text, patterns).AsEnumerable());

    // The window that shows the most different parts of the query, the earliest among equals.
    private static int BestStart(List<Match> found)
    {
        var (best, bestKinds) = (0, 0);
        for (int first = 0, last = 0; first < found.Count; first++)
        {
            while (last < found.Count && found[last].Start + found[last].Length <= found[first].Start + SnippetLength)
                last++;
            var kinds = found[first..Math.Max(first, last)].Select(m => m.Pattern).Distinct().Count();
            if (kinds > bestKinds)
                (best, bestKinds) = (found[first].Start, kinds);
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

    private static List<Match> Matches(string text, IEnumerable<WordPattern> patterns)
    {
        var words = Scan(text);
        var found = new List<Match>();
        foreach (var pattern in patterns)
            for (var i = 0; i + pattern.Words.Count <= words.Count; i++)
                if (pattern.MatchesAt(words, i))
                    found.Add(
                        new Match(pattern, words[i].Start, words[i + pattern.Words.Count - 1].End - words[i].Start)
                    );
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private static List<MarkRange> Merge(IEnumerable<Match> matches)
    {
        var merged = new List<MarkRange>();
        foreach (var match in matches)
        {
            if (merged.Count > 0 && match.Start < merged[^1].Start + merged[^1].Length)
            {
                var last = merged[^1];
                var end = Math.Max(last.Start + last.Length, match.Start + match.Length);
                merged[^1] = last with { Length = end - last.Start };
            }
            else
            {
                merged.Add(new MarkRange(match.Start, match.Length));
            }
        }
        return merged;
    }

    private static void Collect(QueryNode node, List<WordPattern> patterns)
    {
        switch (node)
        {
            case WordNode word:
                Add(word.Text, word.Field, isPrefix: false, patterns);
                break;
            case PhraseNode phrase:
                Add(phrase.Text, phrase.Field, isPrefix: false, patterns);
                break;
            case PrefixNode prefix:
                Add(prefix.Text, prefix.Field, isPrefix: true, patterns);
                break;
            case AndNode and:
                foreach (var child in and.Children)
                    Collect(child, patterns);
                break;
            case OrNode or:
                foreach (var child in or.Children)
                    Collect(child, patterns);
                break;
            default:
                break; // What is excluded, or matches everything, has nothing to mark.
        }
    }

    private static void Add(string text, QueryField field, bool isPrefix, List<WordPattern> patterns)
    {
        var words = Scan(text);
        if (words.Count > 0)
            patterns.Add(new WordPattern([.. words.Select(w => w.Text)], field, isPrefix));
    }

    private static List<Word> Scan(string text)
    {
        var scanner = new WordScanner();
        scanner.Reset(text);
        var words = new List<Word>();
        while (scanner.MoveNext())
            words.Add(new Word(scanner.Term.ToString(), scanner.Start, scanner.End));
        return words;
    }

    private readonly record struct Word(string Text, int Start, int End);

    private sealed record Match(WordPattern Pattern, int Start, int Length);

    private sealed class WordPattern(IReadOnlyList<string> words, QueryField where, bool isPrefix)
    {
        public IReadOnlyList<string> Words => words;

        public bool InHeadline => where is QueryField.Text or QueryField.Headline;

        public bool InBody => where is QueryField.Text or QueryField.Body;

        public bool MatchesAt(List<Word> text, int at)
        {
            for (var i = 0; i < words.Count; i++)
            {
                var isLast = i == words.Count - 1;
                var matches =
                    isLast && isPrefix
                        ? text[at + i].Text.StartsWith(words[i], StringComparison.Ordinal)
                        : text[at + i].Text == words[i];
                if (!matches)
                    return false;
            }
            return true;
        }
    }
}
