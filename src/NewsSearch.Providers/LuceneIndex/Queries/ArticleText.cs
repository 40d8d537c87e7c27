using System.Text;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>An article's own text, against which a query is decided again to see which of its words did it.</summary>
internal sealed class ArticleText
{
    private readonly Article _article;
    private readonly string _language;
    private readonly Dictionary<string, TextWords> _fields = new(StringComparer.Ordinal);

    public ArticleText(Article article)
    {
        _article = article;
        _language = Stemming.Primary(article.Language);
    }

    /// <summary>Headline and body.</summary>
    public TextWords Words => In(IndexSchema.Text);

    /// <summary>
    /// Whether the article satisfies the query, and the runs of words in headline and body by which it does: of an OR
    /// only the sides that are satisfied, of what is excluded nothing.
    /// </summary>
    public (bool IsMatch, List<Occurrence> Runs) Decide(QueryNode node)
    {
        switch (node)
        {
            case AndNode and:
                var all = and.Children.Select(Decide).ToList();
                return all.TrueForAll(a => a.IsMatch) ? (true, [.. all.SelectMany(a => a.Runs)]) : (false, []);
            case OrNode or:
                var any = or.Children.Select(Decide).Where(a => a.IsMatch).ToList();
                return (any.Count > 0, [.. any.SelectMany(a => a.Runs)]);
            // Decided by the index; it marks no word.
            case NotNode { Child: StateNode }:
                return (true, []);
            case NotNode not:
                return (!Decide(not.Child).IsMatch, []);
            case WordCountNode count:
                return (count.IsMatch(Words.Count - Words.FirstCount), []);
            case OccurrenceNode occurrence:
                return Find(occurrence);
            default:
                return (true, []);
        }
    }

    private (bool IsMatch, List<Occurrence> Runs) Find(OccurrenceNode node)
    {
        if (PlaceCompiler.Compile(node, CancellationToken.None) is not { } compiled)
            return (false, []);
        var found = compiled.Place.Find(new TextPlaces(this, compiled.Words));
        var isText = compiled.Words[0].Field == IndexSchema.Text;
        return (found.Count > 0, isText ? Occurrence.Runs(found) : []);
    }

    private TextWords In(string field)
    {
        if (_fields.TryGetValue(field, out var known))
            return known;
        var words = new TextWords();
        if (field == IndexSchema.Text)
            words.Read(_article.Headline ?? "", _article.Body ?? "");
        else
            words.Read(ArticleDocument.OtherText(_article, field) ?? "");
        _fields.Add(field, words);
        return words;
    }

    private sealed class TextPlaces(ArticleText text, IReadOnlyList<QueryWord> words) : IPlaces
    {
        private readonly List<int>?[] _places = new List<int>?[words.Count];

        public PairBudget Pairs { get; } = new(CancellationToken.None);

        public List<int> Of(int word) => _places[word] ??= Find(words[word]);

        public IReadOnlyList<int> Starts(TextUnit unit)
        {
            var all = text.Words;
            var starts = new List<int>();
            for (var i = 0; i < all.Count; i++)
                if (
                    all[i].Before == TextBreak.Paragraph
                    || (unit == TextUnit.Sentence && all[i].Before != TextBreak.None)
                )
                    starts.Add(all[i].Position);
            return starts;
        }

        private List<int> Find(QueryWord word)
        {
            var all = text.In(word.Field);
            var found = new List<int>();
            for (var i = 0; i < all.Count; i++)
                if (word.Test.Matches(Encoding.UTF8.GetString(all.Folded(i)), all.Literal(i), text._language))
                    found.Add(all[i].Position);
            return found;
        }
    }
}
