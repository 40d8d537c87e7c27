using System.Collections.Concurrent;
using System.Globalization;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace NewsSearch.Tools.Bench;

/// <summary>
/// The peer "plain Lucene.Net": documents added one by one by the stock IndexWriter and StandardAnalyzer, with the
/// same fields and settings as the Java runner.
/// </summary>
internal sealed class PlainIndex(TimeProvider clock)
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;
    public const string Peer = "lucene.net";
    private const int BatchSize = 64;
    private const double BufferMegabytes = 256;

    private static readonly DateOnly FirstDay = new(2005, 1, 1);

    /// <summary>Days since 1 January 2005, the date of the corpus as a number.</summary>
    public static int DayNumber(DateOnly day) => day.DayNumber - FirstDay.DayNumber;

    public async Task RunAsync(
        FileInfo corpus,
        DirectoryInfo folder,
        int threads,
        TextWriter screen,
        CancellationToken cancellation
    )
    {
        using var results = new BenchResults(Peer, CorpusFile.NameOf(corpus), screen);
        using var directory = FSDirectory.Open(folder);
        using var analyzer = new StandardAnalyzer(Version, CharArraySet.Empty);
        var measure = new BulkMeasure(clock);
        using (var writer = new IndexWriter(directory, Settings(analyzer)))
        {
            await AddAllAsync(corpus, writer, threads, cancellation);
            writer.Commit();
            writer.WaitForMerges();
            writer.Commit();
            var workload = $"rebuild_{threads}t";
            measure.Report(results, workload, writer.NumDocs, corpus.Length);
            results.Add(workload, "index_MB", BulkMeasure.MegabytesOf(folder.FullName));
        }
    }

    private static IndexWriterConfig Settings(StandardAnalyzer analyzer) =>
        new(Version, analyzer)
        {
            OpenMode = OpenMode.CREATE,
            RAMBufferSizeMB = BufferMegabytes,
            UseCompoundFile = false,
            Similarity = new BM25Similarity(),
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
        };

    private static async Task AddAllAsync(
        FileInfo corpus,
        IndexWriter writer,
        int threads,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var batches = new BlockingCollection<byte[][]>(boundedCapacity: 4 * threads);
        var workers = Enumerable.Range(0, threads).Select(_ => Task.Run(Work, cancellation)).ToArray();
        try
        {
            foreach (var batch in CorpusFile.Lines(corpus).Chunk(BatchSize))
                batches.Add(batch, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A worker failed; its exception follows from the wait.
        }
        finally
        {
            batches.CompleteAdding();
            await Task.WhenAll(workers);
        }

        void Work()
        {
            try
            {
                foreach (var batch in batches.GetConsumingEnumerable(stop.Token))
                foreach (var line in batch)
                    writer.AddDocument(Document(CorpusArticle.Parse(line)));
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }

    private static Document Document(CorpusArticle article)
    {
        var day = DayNumber(DateOnly.ParseExact(article.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var document = new Document
        {
            new StringField("id", article.Id.ToString(CultureInfo.InvariantCulture), Field.Store.YES),
            new StoredField("title", article.Title),
            new TextField("text", article.Title, Field.Store.NO),
            new TextField("text", article.Body, Field.Store.NO),
            new StringField("source", article.Source, Field.Store.NO),
            new SortedDocValuesField("source_dv", new BytesRef(article.Source)),
            new Int32Field("date", day, Field.Store.NO),
            new NumericDocValuesField("date_dv", day),
        };
        foreach (var topic in article.Topics)
        {
            document.Add(new StringField("topic", topic, Field.Store.NO));
            document.Add(new SortedSetDocValuesField("topic_dv", new BytesRef(topic)));
        }
        return document;
    }
}
