using System.Text;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Cuts the texts of a query into words as the texts of articles are cut.</summary>
internal static class QueryWords
{
    /// <summary>The words of a word or phrase, in order; empty for punctuation.</summary>
    public static List<WordTest> Of(string text, QueryField field, MatchMode match)
    {
        var words = new List<WordTest>();
        foreach (var piece in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isBeginning = piece.Length > 1 && piece[^1] == '*' && match != MatchMode.Exact;
            var before = words.Count;
            Scan(piece, (folded, literal) => words.Add(Test(folded, literal, field, match)));
            if (isBeginning && words.Count > before)
                words[^1] = new WordBeginning(Folded(words[^1]));
        }
        return words;
    }

    /// <summary>The words of a beginning: all but the last are whole.</summary>
    public static List<WordTest> Beginning(string text)
    {
        var words = new List<WordTest>();
        Scan(text, (folded, _) => words.Add(new FoldedWord(folded)));
        if (words.Count > 0)
            words[^1] = new WordBeginning(Folded(words[^1]));
        return words;
    }

    public static List<WordTest> Similar(string text, int errors)
    {
        var words = new List<WordTest>();
        Scan(text, (folded, _) => words.Add(new SimilarWord(folded, errors)));
        return words;
    }

    /// <summary>The words of a pattern: cut at punctuation, letters folded, * and ? kept.</summary>
    public static List<WordTest> Pattern(string pattern)
    {
        var words = new List<WordTest>();
        var piece = new StringBuilder();
        var letters = new StringBuilder();
        foreach (var c in pattern)
        {
            if (c is not ('*' or '?'))
            {
                letters.Append(c);
                continue;
            }
            Flush();
            piece.Append(c);
        }
        Flush();
        End();
        return words;

        // Punctuation within the letters ends a word of its own.
        void Flush()
        {
            var text = letters.ToString();
            letters.Clear();
            var last = -1;
            Scan(
                text,
                (folded, _, start, end) =>
                {
                    if (last >= 0 || start > 0)
                        End();
                    piece.Append(folded);
                    last = end;
                }
            );
            if (text.Length > 0 && last != text.Length)
                End();
        }

        void End()
        {
            var text = piece.ToString();
            piece.Clear();
            if (text.AsSpan().Trim("*?").Length > 0)
                words.Add(text.AsSpan().ContainsAny('*', '?') ? new WordPattern(text) : new FoldedWord(text));
        }
    }

    private static WordTest Test(string folded, string literal, QueryField field, MatchMode match) =>
        match switch
        {
            MatchMode.Exact => new LiteralWord(folded, literal),
            // Names are not inflected.
            MatchMode.Analyzed when field is not (QueryField.Byline or QueryField.Dateline or QueryField.Section) =>
                new StemmedWord(folded),
            _ => new FoldedWord(folded),
        };

    private static string Folded(WordTest test) =>
        test switch
        {
            FoldedWord word => word.Folded,
            StemmedWord word => word.Folded,
            LiteralWord word => word.Folded,
            _ => throw new InvalidOperationException($"{test} has no folded word."),
        };

    private static void Scan(string text, Action<string, string> add) =>
        Scan(text, (folded, literal, _, _) => add(folded, literal));

    private static void Scan(string text, Action<string, string, int, int> add)
    {
        var scanner = new WordScanner();
        scanner.Reset(text);
        while (scanner.MoveNext())
            add(scanner.Term.ToString(), text[scanner.Start..scanner.End], scanner.Start, scanner.End);
    }
}
