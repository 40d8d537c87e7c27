using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Names of the fields of an index document. A change of what they hold raises <see cref="Version"/>.</summary>
/// <remarks>
/// The index holds words folded, not stemmed: stemming is applied to the query, in the languages of the articles, by
/// looking up every word of the same stem. So a stemmer can change without a rebuild, and patterns match whole words.
/// </remarks>
internal static class IndexSchema
{
    public const int Version = 4;

    /// <summary>
    /// Generations of versions from here on are searched and written as they are, until a rebuild replaces them; older
    /// ones are built again from the archive.
    /// </summary>
    public const int OldestReadable = 2;

    /// <summary>Generations from here on hold older versions beside the current articles.</summary>
    public const int OlderVersionsSince = 4;

    public static bool IsReadable(int version) => version is >= OldestReadable and <= Version;

    /// <summary>The article's id, as one term: what an update replaces.</summary>
    public const string Id = "id";

    /// <summary>
    /// The article's id, on documents of versions that are no longer current only. They have a term of their own in
    /// <see cref="Id"/>, so that an update of the article leaves them.
    /// </summary>
    public const string OlderOf = "of";

    /// <summary>The term in <see cref="Id"/> of a version that is no longer current.</summary>
    public static string OlderId(string id, int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}{LabelSeparator}{version}");

    /// <summary>Column: the archive sequence of the version that is indexed.</summary>
    public const string Sequence = "seq";

    /// <summary>Column: a hash of the article's id, for samples that survive a rebuild.</summary>
    public const string IdHash = "idh";

    /// <summary>What is so of the article, one term each (<see cref="ArticleState"/>).</summary>
    public const string State = "state";

    /// <summary>Column: number of words of the body.</summary>
    public const string WordCount = "wc";

    /// <summary>Column: <see cref="WordMarks"/> of <see cref="Text"/>.</summary>
    public const string Marks = "marks";

    /// <summary>Headline from position 0, body from <see cref="BodyPosition"/>: where words without a field are found.</summary>
    public const string Text = "text";

    /// <summary>First position of the body in <see cref="Text"/>; a headline of more words is cut off there.</summary>
    public const int BodyPosition = 1024;

    /// <summary>Separates value and label in the terms of a dimension's column.</summary>
    public const char LabelSeparator = '\u001f';

    /// <summary>Begins and divides the terms of literal spellings: mark, folded word, mark, word as written.</summary>
    public const char LiteralMark = '\u0001';

    /// <summary>Every term of a word begins with a character from here on; marks lie below.</summary>
    public const char FirstOfWords = ' ';

    public static string Column(Dimension dimension) => "d." + dimension.Name;

    public static string Column(DateField field) => "t." + field.ToString().ToLowerInvariant();

    /// <summary>The field in which a word of the query is looked up.</summary>
    public static string Words(QueryField field) =>
        field switch
        {
            QueryField.Caption => "caption",
            QueryField.Byline => "byline",
            QueryField.Dateline => "dateline",
            QueryField.Section => "section",
            _ => Text,
        };
}
