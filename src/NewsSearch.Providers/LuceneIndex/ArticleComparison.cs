using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Compares what a snapshot holds of an article with what indexing it now would write, by a checksum over all of its
/// columns: sequence, dates, every dimension, number of words, and the marks of its text.
/// </summary>
internal sealed class ArticleComparison(Snapshot snapshot) : IDisposable
{
    private readonly ArticleDocument _document = new();

    /// <summary>What differs, in words; null when all is as it should be.</summary>
    public string? Difference(ArchivedArticle stored)
    {
        var id = stored.Article.Id;
        var found = new List<(Segment Segment, int Doc)>();
        foreach (var segment in snapshot.Segments)
        {
            var postings = segment.Reader.GetTermDocsEnum(new Term(IndexSchema.Id, id));
            for (int doc; postings is not null && (doc = postings.NextDoc()) != DocIdSetIterator.NO_MORE_DOCS; )
                if (segment.Sees(doc))
                    found.Add((segment, doc));
        }
        if (found.Count != 1)
            return $"article {id} is in the index {found.Count} times";
        var fields = _document.Of(stored);
        var expected = Checksum(fields);
        var indexed = Checksum(fields, found[0].Segment, found[0].Doc);
        return expected == indexed
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"article {id}: checksum {indexed:x16} instead of {expected:x16}"
            );
    }

    public void Dispose() => _document.Dispose();

    private static ulong Checksum(IReadOnlyList<IIndexableField> fields)
    {
        var hash = new XxHash3();
        foreach (var name in Columns(fields))
        {
            Add(hash, name);
            var values = fields.Where(f => f.Name == name).ToList();
            if (values.FirstOrDefault()?.GetInt64Value() is { } number)
                Add(hash, number.ToString(CultureInfo.InvariantCulture));
            else
                // A set: its values are kept sorted, each once.
                foreach (var bytes in values.Select(v => v.GetBinaryValue()).Distinct().Order())
                    Add(hash, bytes);
        }
        return hash.GetCurrentHashAsUInt64();
    }

    private static ulong Checksum(IReadOnlyList<IIndexableField> fields, Segment segment, int doc)
    {
        var hash = new XxHash3();
        var reader = segment.Reader;
        foreach (var name in Columns(fields))
        {
            Add(hash, name);
            if (fields.FirstOrDefault(f => f.Name == name)?.GetInt64Value() is not null)
                Add(hash, (reader.GetNumericDocValues(name)?.Get(doc) ?? 0).ToString(CultureInfo.InvariantCulture));
            else
                foreach (var bytes in Values(reader, name, doc))
                    Add(hash, bytes);
        }
        return hash.GetCurrentHashAsUInt64();
    }

    private static IEnumerable<BytesRef> Values(AtomicReader reader, string name, int doc)
    {
        var value = new BytesRef();
        if (name == IndexSchema.Marks)
        {
            reader.GetBinaryDocValues(name)?.Get(doc, value);
            yield return value;
        }
        else if (reader.GetSortedSetDocValues(name) is { } values)
        {
            values.SetDocument(doc);
            for (long ord; (ord = values.NextOrd()) != SortedSetDocValues.NO_MORE_ORDS; )
            {
                values.LookupOrd(ord, value);
                yield return value;
            }
        }
    }

    // Dimensions that the article has no value of as well: the index must have none either.
    private static IEnumerable<string> Columns(IReadOnlyList<IIndexableField> fields) =>
        fields
            .Where(f => f.IndexableFieldType.DocValueType != DocValuesType.NONE)
            .Select(f => f.Name)
            .Union(Dimension.All.Select(IndexSchema.Column))
            .Order(StringComparer.Ordinal);

    private static void Add(XxHash3 hash, string text) => hash.Append(Encoding.UTF8.GetBytes(text + "\0"));

    private static void Add(XxHash3 hash, BytesRef bytes)
    {
        hash.Append(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length));
        hash.Append("\0"u8);
    }
}
