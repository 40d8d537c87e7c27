using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Turns an article into an index document. One instance per thread: the fields are reused.</summary>
internal sealed class ArticleDocument : IDisposable
{
    private readonly List<IIndexableField> _fields = new(32);
    private readonly StringField _id = new(IndexSchema.Id, "", Field.Store.NO);
    private readonly NumericDocValuesField _sequence = new(IndexSchema.Sequence, 0);
    private readonly WordTokenStream _textWords = new();
    private readonly TextField _text;
    private readonly WordField _headline = new(QueryField.Headline);
    private readonly WordField _caption = new(QueryField.Caption);
    private readonly WordField _byline = new(QueryField.Byline);
    private readonly WordField _dateline = new(QueryField.Dateline);
    private readonly WordField _section = new(QueryField.Section);
    private readonly Dictionary<DateField, NumericDocValuesField> _dates = Enum.GetValues<DateField>()
        .ToDictionary(f => f, f => new NumericDocValuesField(IndexSchema.Column(f), 0));

    public ArticleDocument() => _text = new TextField(IndexSchema.Text, _textWords);

    /// <summary>The document of this change; valid until the next call.</summary>
    public IReadOnlyList<IIndexableField> Of(ArchivedArticle stored)
    {
        var article = stored.Article;
        _fields.Clear();
        _id.SetStringValue(article.Id);
        _fields.Add(_id);
        _sequence.SetInt64Value(stored.Sequence);
        _fields.Add(_sequence);
        _textWords.With(article.Headline ?? "", article.Body ?? "");
        _fields.Add(_text);
        AddWords(_headline, article.Headline);
        AddWords(_byline, article.Byline);
        AddWords(_dateline, article.Dateline);
        AddWords(_section, article.Section);
        if (article.Images.Count > 0)
            AddWords(_caption, string.Join("\n", article.Images.Select(i => i.Caption)));
        AddDate(DateField.Published, StoredDate.Encode(article.Published));
        AddDate(DateField.Modified, StoredDate.Encode(article.Modified));
        AddDate(DateField.Retrieved, StoredDate.Encode(article.Retrieved));
        AddDate(DateField.Indexed, StoredDate.Encode(stored.Recorded));
        foreach (var dimension in Dimension.All)
            AddValues(dimension, article);
        return _fields;
    }

    public void Dispose()
    {
        _textWords.Dispose();
        foreach (var field in new[] { _headline, _caption, _byline, _dateline, _section })
            field.Dispose();
    }

    private void AddWords(WordField field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            _fields.Add(field.With(text));
    }

    private void AddDate(DateField field, long value)
    {
        _dates[field].SetInt64Value(value);
        _fields.Add(_dates[field]);
    }

    private void AddValues(Dimension dimension, Article article)
    {
        foreach (var value in dimension.Values(article))
        {
            if (value.Value.Length == 0)
                continue;
            var term = value.Label is null ? value.Value : value.Value + IndexSchema.LabelSeparator + value.Label;
            _fields.Add(new SortedSetDocValuesField(IndexSchema.Column(dimension), new BytesRef(Cut(term))));
        }
    }

    // Lucene refuses a column value of more than 32,766 bytes.
    private static string Cut(string value) => value.Length <= 2_000 ? value : value[..2_000];

    private sealed class WordField(QueryField field) : IDisposable
    {
        private readonly WordTokenStream _words = new();
        private TextField? _field;

        public TextField With(string text)
        {
            _words.With(text);
            return _field ??= new TextField(IndexSchema.Words(field), _words);
        }

        public void Dispose() => _words.Dispose();
    }
}
