using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The description of every field that <see cref="ArticleDocument"/> writes; tests compare the two.</summary>
public sealed class IndexFields : IIndexFields
{
    private const string Words =
        "folded-words: words by Unicode class, CJK as single characters, folded by tables (case, accents, Arabic and "
        + "width variants) with the literal spelling beside them; stemming is applied to the query";

    public int Version => IndexSchema.Version;

    public IReadOnlyList<IndexField> All { get; } =
    [
        new(IndexSchema.Id, IndexFieldKind.Term, "id", "What an update replaces.", 1, 1),
        new(IndexSchema.OlderOf, IndexFieldKind.Term, "id", "Older versions, for versions=any.", 4, 4),
        new(IndexSchema.Sequence, IndexFieldKind.Column, null, "The archive's change that is indexed.", 1, 1),
        new(IndexSchema.IdHash, IndexFieldKind.Column, "id", "Samples that survive a rebuild.", 2, 2),
        new(IndexSchema.State, IndexFieldKind.Term, null, "The operators changed: and has:.", 3, 3),
        new(IndexSchema.WordCount, IndexFieldKind.Column, "body", "The operator wc.", 2, 2),
        new(IndexSchema.Marks, IndexFieldKind.Column, "body", "Sentences and paragraphs, for sent() and para().", 2, 2),
        new(IndexSchema.Text, IndexFieldKind.Words, "body", "Words of headline and body.", 1, 2, Words),
        .. new[] { QueryField.Caption, QueryField.Byline, QueryField.Dateline, QueryField.Section }.Select(
            f => new IndexField(
                IndexSchema.Words(f),
                IndexFieldKind.Words,
                f == QueryField.Caption ? "images" : IndexSchema.Words(f),
                $"The query field {IndexSchema.Words(f)}:",
                1,
                2,
                Words
            )
        ),
        .. Enum.GetValues<DateField>()
            .Select(f => new IndexField(
                IndexSchema.Column(f),
                IndexFieldKind.Column,
                f.ToString().ToLowerInvariant(),
                "Date with its precision, for filters, histograms and sorting.",
                1,
                1
            )),
        .. Dimension.All.Select(d => new IndexField(
            IndexSchema.Column(d),
            IndexFieldKind.Column,
            Articles.ArticleFields.All.Single(a => a.Dimension == d.Name).Name,
            $"The parameter and facet {d.Name}.",
            1,
            1
        )),
    ];

    /// <summary>Why an index of another version cannot be used, by the names of the fields.</summary>
    public string Incompatible(int version) =>
        version > Version
            ? $"It was written by a newer program (schema version {version}, this one knows {Version})."
            : $"Its schema version is {version}, this program writes {Version}. Changed since: "
                + string.Join(", ", ((IIndexFields)this).ChangedSince(version).Select(f => f.Name))
                + ". A rebuild from the archive brings them.";
}
