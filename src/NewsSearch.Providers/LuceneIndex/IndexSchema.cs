using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Names of the fields of an index document. A change of what they hold raises <see cref="Version"/>.</summary>
internal static class IndexSchema
{
    public const int Version = 1;

    /// <summary>The article's id, as one term: what an update replaces.</summary>
    public const string Id = "id";

    /// <summary>Column: the archive sequence of the version that is indexed.</summary>
    public const string Sequence = "seq";

    /// <summary>Headline from position 0, body from <see cref="BodyPosition"/>: where words without a field are found.</summary>
    public const string Text = "text";

    /// <summary>First position of the body in <see cref="Text"/>; a headline of more words is cut off there.</summary>
    public const int BodyPosition = 1024;

    /// <summary>Separates value and label in the terms of a dimension's column.</summary>
    public const char LabelSeparator = '\u001f';

    public static string Column(Dimension dimension) => "d." + dimension.Name;

    public static string Column(DateField field) => "t." + field.ToString().ToLowerInvariant();

    /// <summary>The field in which a word of the query is looked up.</summary>
    public static string Words(QueryField field) =>
        field switch
        {
            QueryField.Headline => "headline",
            QueryField.Caption => "caption",
            QueryField.Byline => "byline",
            QueryField.Dateline => "dateline",
            QueryField.Section => "section",
            _ => Text,
        };
}
