using Lucene.Net.Index;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// Shows what a <see cref="TextInverter"/> holds as a reader of one field, <see cref="IndexSchema.Text"/>, so that the
/// engine's own codec writes it as a segment. Lives no longer than the inverter.
/// </summary>
internal sealed class InvertedText : AtomicReader
{
    private readonly TextInverter _inverter;
    private readonly Norms _norms;

    public InvertedText(TextInverter inverter)
    {
        _inverter = inverter;
        _norms = new Norms(inverter);
        Fields = new OneField(inverter);
    }

    public override int MaxDoc => _inverter.Documents;

    public override int NumDocs => _inverter.Documents;

    public override IBits? LiveDocs => null;

    public override Fields Fields { get; }

    public override FieldInfos FieldInfos { get; } =
        new([
            new FieldInfo(
                IndexSchema.Text,
                indexed: true,
                number: 0,
                storeTermVector: false,
                omitNorms: false,
                storePayloads: false,
                IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
                DocValuesType.NONE,
                DocValuesType.NUMERIC,
                attributes: null
            ),
        ]);

    public override NumericDocValues? GetNormValues(string field) => field == IndexSchema.Text ? _norms : null;

    public override NumericDocValues? GetNumericDocValues(string field) => null;

    public override BinaryDocValues? GetBinaryDocValues(string field) => null;

    public override SortedDocValues? GetSortedDocValues(string field) => null;

    public override SortedSetDocValues? GetSortedSetDocValues(string field) => null;

    public override IBits? GetDocsWithField(string field) => null;

    public override Fields? GetTermVectors(int docID) => null;

    /// <summary>Nothing is stored.</summary>
    public override void Document(int docID, StoredFieldVisitor visitor) { }

    /// <summary>It has no files that could be damaged.</summary>
    public override void CheckIntegrity() { }

    protected override void DoClose() { }

    private sealed class Norms(TextInverter inverter) : NumericDocValues
    {
        public override long Get(int docID) => inverter.Norm(docID);
    }

    private sealed class OneField(TextInverter inverter) : Fields
    {
        private readonly InvertedTerms? _terms = inverter.Terms.Count == 0 ? null : new InvertedTerms(inverter);

        public override int Count => _terms is null ? 0 : 1;

        public override IEnumerator<string> GetEnumerator() =>
            (_terms is null ? [] : Enumerable.Repeat(IndexSchema.Text, 1)).GetEnumerator();

        public override Terms? GetTerms(string field) => field == IndexSchema.Text ? _terms : null;
    }
}
