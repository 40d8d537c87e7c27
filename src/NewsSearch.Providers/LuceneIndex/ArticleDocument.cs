using System.IO.Hashing;
using System.Runtime.InteropServices;
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
    private const int MostColumns = 20_000;

    private readonly List<IIndexableField> _fields = new(32);
    private readonly Dictionary<(string, DimensionValue), SortedSetDocValuesField> _columns = [];
    private readonly StringField _id = new(IndexSchema.Id, "", Field.Store.NO);
    private readonly NumericDocValuesField _sequence = new(IndexSchema.Sequence, 0);
    private readonly NumericDocValuesField _idHash = new(IndexSchema.IdHash, 0);
    private readonly NumericDocValuesField _wordCount = new(IndexSchema.WordCount, 0);
    private readonly WordTokenStream _textWords = new(hasMarks: true);
    private readonly BytesRef _marks = new();
    private readonly BinaryDocValuesField _marksField;
    private readonly TextField _text;
    private readonly WordField[] _others =
    [
        new(QueryField.Caption),
        new(QueryField.Byline),
        new(QueryField.Dateline),
        new(QueryField.Section),
    ];
    private readonly Dictionary<DateField, NumericDocValuesField> _dates = Enum.GetValues<DateField>()
        .ToDictionary(f => f, f => new NumericDocValuesField(IndexSchema.Column(f), 0));

    public ArticleDocument()
    {
        _text = new TextField(IndexSchema.Text, _textWords);
        _marksField = new BinaryDocValuesField(IndexSchema.Marks, _marks);
    }

    /// <summary>The words of headline and body of the last article.</summary>
    public TextWords TextWords => _textWords.Words;

    /// <summary>The document of this change; valid until the next call.</summary>
    public IReadOnlyList<IIndexableField> Of(ArchivedArticle stored)
    {
        WithoutText(stored);
        _fields.Add(_text);
        return _fields;
    }

    /// <summary>All fields but <see cref="IndexSchema.Text"/>, whose words are in <see cref="TextWords"/>.</summary>
    public IReadOnlyList<IIndexableField> WithoutText(ArchivedArticle stored)
    {
        var article = stored.Article;
        _fields.Clear();
        _id.SetStringValue(article.Id);
        _fields.Add(_id);
        _sequence.SetInt64Value(stored.Sequence);
        _fields.Add(_sequence);
        _idHash.SetInt64Value(IdHash(article.Id));
        _fields.Add(_idHash);
        var words = _textWords.Words;
        words.Read(article.Headline ?? "", article.Body ?? "");
        _wordCount.SetInt64Value(words.Count - words.FirstCount);
        _fields.Add(_wordCount);
        WordMarks.Write(words, _marks);
        _fields.Add(_marksField);
        foreach (var field in _others)
            field.AddTo(_fields, article);
        AddDate(DateField.Published, StoredDate.Encode(article.Published));
        AddDate(DateField.Modified, StoredDate.Encode(article.Modified));
        AddDate(DateField.Retrieved, StoredDate.Encode(article.Retrieved));
        AddDate(DateField.Indexed, StoredDate.Encode(stored.Recorded));
        foreach (var dimension in Dimension.All)
            AddValues(dimension, article);
        foreach (var state in ArticleState.Of(stored))
            _fields.Add(new StringField(IndexSchema.State, state, Field.Store.NO));
        return _fields;
    }

    public void Dispose()
    {
        _textWords.Dispose();
        foreach (var field in _others)
            field.Dispose();
    }

    /// <summary>What is indexed in a field besides headline and body; null for nothing.</summary>
    /// <param name="field">Index field.</param>
    public static string? OtherText(Article article, string field) =>
        field switch
        {
            "caption" => article.Images.Count == 0
                ? null
                : string.Join("\n\n", article.Images.SelectMany(i => new[] { i.Caption, i.Credit })),
            "byline" => article.Byline,
            "dateline" => article.Dateline,
            "section" => article.Section,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of words."),
        };

    private void AddDate(DateField field, long value)
    {
        _dates[field].SetInt64Value(value);
        _fields.Add(_dates[field]);
    }

    private void AddValues(Dimension dimension, Article article)
    {
        foreach (var value in dimension.Values(article))
            if (value.Value.Length > 0)
                _fields.Add(Column(dimension, value));
    }

    // A million articles have a few hundred sources and topics.
    private SortedSetDocValuesField Column(Dimension dimension, DimensionValue value)
    {
        if (_columns.TryGetValue((dimension.Name, value), out var known))
            return known;
        var term = value.Label is null ? value.Value : value.Value + IndexSchema.LabelSeparator + value.Label;
        var column = new SortedSetDocValuesField(IndexSchema.Column(dimension), new BytesRef(Cut(term)));
        if (_columns.Count >= MostColumns)
            _columns.Clear();
        _columns.Add((dimension.Name, value), column);
        return column;
    }

    /// <summary>A number that depends on the id alone, the same on every machine.</summary>
    public static long IdHash(string id) => (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));

    // Lucene refuses a column value of more than 32,766 bytes.
    private static string Cut(string value) => value.Length <= 2_000 ? value : value[..2_000];

    private sealed class WordField(QueryField field) : IDisposable
    {
        private readonly string _name = IndexSchema.Words(field);
        private readonly WordTokenStream _words = new(hasMarks: false);
        private TextField? _field;

        public void AddTo(List<IIndexableField> fields, Article article)
        {
            if (OtherText(article, _name) is not { Length: > 0 } text)
                return;
            _words.Words.Read(text);
            fields.Add(_field ??= new TextField(_name, _words));
        }

        public void Dispose() => _words.Dispose();
    }
}
