using System.Globalization;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>Everything that an index says of its articles, in lines that do not depend on how it was written.</summary>
internal static class IndexDump
{
    /// <summary>A line for each posting, norm and column value, under the article's archive sequence.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        using var directory = FSDirectory.Open(folder);
        using var reader = DirectoryReader.Open(directory);
        var lines = new List<string>();
        foreach (var leaf in reader.Leaves)
            Add(lines, leaf.AtomicReader);
        lines.Sort(string.CompareOrdinal);
        return lines;
    }

    private static void Add(List<string> lines, AtomicReader reader)
    {
        var sequences = reader.GetNumericDocValues("seq");
        foreach (var field in reader.FieldInfos)
        {
            if (reader.GetTerms(field.Name) is { } terms)
                AddPostings(lines, reader, field.Name, terms, sequences);
            for (var doc = 0; doc < reader.MaxDoc; doc++)
                if (reader.LiveDocs?.Get(doc) != false)
                    AddColumns(lines, reader, field, doc, $"{sequences.Get(doc)} {field.Name}");
        }
    }

    private static void AddPostings(
        List<string> lines,
        AtomicReader reader,
        string field,
        Terms terms,
        NumericDocValues sequences
    )
    {
        foreach (var term in terms)
        {
            var name = Convert.ToHexString(term.Term.Bytes.AsSpan(term.Term.Offset, term.Term.Length));
            var places = term.DocsAndPositions(reader.LiveDocs, null);
            var postings = places ?? term.Docs(reader.LiveDocs, null);
            while (postings.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                var line = new StringBuilder($"{sequences.Get(postings.DocID)} {field} {name}");
                for (var i = 0; places is not null && i < places.Freq; i++)
                    line.Append(CultureInfo.InvariantCulture, $" {places.NextPosition()}");
                lines.Add(line.ToString());
            }
        }
    }

    private static void AddColumns(List<string> lines, AtomicReader reader, FieldInfo field, int doc, string at)
    {
        if (field.HasNorms)
            lines.Add($"{at} norm {reader.GetNormValues(field.Name).Get(doc)}");
        var bytes = new BytesRef();
        switch (field.DocValuesType)
        {
            case DocValuesType.NUMERIC:
                lines.Add($"{at} = {reader.GetNumericDocValues(field.Name).Get(doc)}");
                break;
            case DocValuesType.BINARY:
                reader.GetBinaryDocValues(field.Name).Get(doc, bytes);
                lines.Add($"{at} = {Convert.ToHexString(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length))}");
                break;
            case DocValuesType.SORTED_SET:
                var values = reader.GetSortedSetDocValues(field.Name);
                values.SetDocument(doc);
                for (var ord = values.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = values.NextOrd())
                {
                    values.LookupOrd(ord, bytes);
                    lines.Add($"{at} = {bytes.Utf8ToString()}");
                }
                break;
            default:
                Assert.Equal(DocValuesType.NONE, field.DocValuesType);
                break;
        }
    }
}
