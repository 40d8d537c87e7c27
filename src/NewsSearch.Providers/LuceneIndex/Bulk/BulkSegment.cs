using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using NewsSearch.Archive;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// Gathers articles in memory and writes them as one segment: their words through a <see cref="TextInverter"/>, the small
/// fields through an index writer in memory. Several times faster than adding each to the index, for articles that are
/// not in it and need not be found at once.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class BulkSegment : IDisposable
{
    private readonly TextInverter _text;
    private readonly RAMDirectory _memory = new();
    private readonly IndexWriter _rest;

    public BulkSegment(Similarity similarity, Analyzer analyzer)
    {
        _text = new TextInverter(similarity);
        _rest = new IndexWriter(
            _memory,
            new IndexWriterConfig(Lucene.Net.Util.LuceneVersion.LUCENE_48, analyzer)
            {
                // One segment, in the order of the articles: whatever the thread, and however many there are.
                MaxThreadStates = 1,
                MaxBufferedDocs = int.MaxValue,
                RAMBufferSizeMB = IndexWriterConfig.DISABLE_AUTO_FLUSH,
                MergePolicy = NoMergePolicy.NO_COMPOUND_FILES,
                UseCompoundFile = false,
                Similarity = similarity,
            }
        );
    }

    public int Documents => _text.Documents;

    /// <summary>Bytes that the words take.</summary>
    public long Size => _text.Size;

    /// <summary>Adds an article that neither the index nor this segment has.</summary>
    public void Add(ArticleDocument document, ArchivedArticle article)
    {
        _rest.AddDocument(document.WithoutText(article));
        _text.Add(document.TextWords);
    }

    /// <summary>Writes everything into the index; not visible there before it is opened again.</summary>
    public void WriteTo(IndexWriter index)
    {
        using var rest = DirectoryReader.Open(_rest, applyAllDeletes: false);
        using var text = new InvertedText(_text);
        using var both = new ParallelAtomicReader(closeSubReaders: false, rest.Leaves.Single().AtomicReader, text);
        index.AddIndexes(both);
    }

    public void Dispose()
    {
        _rest.Rollback();
        _memory.Dispose();
        _text.Dispose();
    }
}
