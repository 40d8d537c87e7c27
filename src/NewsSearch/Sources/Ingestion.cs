using System.Buffers;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;

namespace NewsSearch.Sources;

/// <summary>What the sender says about the bytes.</summary>
public sealed record IngestOptions(
    string? Format = null,
    string? Source = null,
    string? Via = null,
    string? Url = null
);

/// <summary>What became of an input: received = sum of the outcomes.</summary>
/// <param name="Items">The first <see cref="Ingestion.ListedItems"/> items; the ledger has all.</param>
/// <param name="Sequence">Archive sequence after the last item.</param>
public sealed record IngestReport(
    long Received,
    IReadOnlyDictionary<IngestOutcome, long> Outcomes,
    IReadOnlyList<SavedItem> Items,
    long Sequence
);

/// <summary>The bytes are of no format that a reader knows, or of an unknown <c>?format=</c>.</summary>
public sealed class UnknownFormatException(string message, IReadOnlyList<string> accepted) : Exception(message)
{
    public IReadOnlyList<string> Accepted => accepted;
}

/// <summary>Takes bytes in: recognizes the format, reads the articles, saves them in batches, asks for indexing.</summary>
/// <remarks>Reading and saving overlap; memory is bounded by a few batches, whatever the size of the input.</remarks>
/// <param name="languages">Tells the language of articles that do not state it; null leaves it unknown.</param>
public sealed class Ingestion(
    IArchive archive,
    ArticleReaders readers,
    IIndexingTrigger indexing,
    TimeProvider clock,
    ILanguageDetector? languages = null
)
{
    public const int ListedItems = 1_000;

    private const int BatchesInFlight = 6;

    /// <summary>Short names of the formats that can be read.</summary>
    public IReadOnlyList<string> Formats => [.. readers.All.Select(r => r.Format)];

    /// <summary>
    /// Streams the input into the archive. What was saved before a failure of the input stays saved; sending the same
    /// bytes again is harmless.
    /// </summary>
    /// <exception cref="UnknownFormatException">No reader knows these bytes.</exception>
    /// <exception cref="ArchiveStorageException">The archive cannot store; what came before was stored.</exception>
    public async Task<IngestReport> IngestAsync(Stream input, IngestOptions options, CancellationToken cancellation)
    {
        await using var peeked = await PeekedStream
            .OpenAsync(input, ArticleReaders.HeadSize, cancellation)
            .ConfigureAwait(false);
        var reader = Choose(peeked.Head, options.Format);
        var received = clock.GetUtcNow();
        var context = new ReadContext(received, Blank(options.Source), Blank(options.Via), Blank(options.Url));
        return await ReadAsync(reader, peeked, context, retryOf: null, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the stored bytes of a ledger line again with the current readers; nothing is fetched. The outcome is a new
    /// line that points to the old one.
    /// </summary>
    /// <exception cref="UnknownFormatException">No reader knows these bytes.</exception>
    public async Task<IngestReport> RetryAsync(LedgerLine line, CancellationToken cancellation)
    {
        var stored =
            StoredItem.Of(archive, readers, line)
            ?? throw new UnknownFormatException("These bytes are of no format that can be read.", Formats);
        var input = new MemoryStream(stored.Document, writable: false);
        return await ReadAsync(stored.Reader, input, stored.Context, line.Id, cancellation).ConfigureAwait(false);
    }

    private async Task<IngestReport> ReadAsync(
        IArticleReader reader,
        Stream input,
        ReadContext context,
        long? retryOf,
        CancellationToken cancellation
    )
    {
        var batch = new BatchBuilder(reader, context, retryOf is null ? context.Retrieved : clock.GetUtcNow(), retryOf);
        var progress = new Progress(batch);
        try
        {
            await foreach (var item in reader.ReadAsync(input, context, cancellation).ConfigureAwait(false))
            {
                if (batch.IsOther(item))
                    await SaveAsync(progress, cancellation).ConfigureAwait(false);
                batch.Add(item);
                if (batch.IsFull)
                    await SaveAsync(progress, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            // Also when the input broke off: what was read is not lost.
            if (batch.Items > 0)
                await SaveAsync(progress, CancellationToken.None).ConfigureAwait(false);
            while (progress.Waiting.Count > 0)
                await FinishOneAsync(progress).ConfigureAwait(false);
        }
        return progress.Report(archive.LastSequence);
    }

    private IArticleReader Choose(ReadOnlyMemory<byte> head, string? format)
    {
        if (head.IsEmpty)
            throw new UnknownFormatException("The body is empty: send a document.", Formats);
        if (!string.IsNullOrEmpty(format))
            return readers.Find(format)
                ?? throw new UnknownFormatException($"There is no format \"{format}\".", Formats);
        return readers.Recognize(head.Span)
            ?? throw new UnknownFormatException("These bytes are of no format that can be read.", Formats);
    }

    private async Task SaveAsync(Progress progress, CancellationToken cancellation)
    {
        var (batch, payload) = progress.Builder.Take();
        // Batches in flight are prepared side by side, so that telling languages uses all processors.
        var saved = Task.Run(() => archive.SaveAsync(WithLanguages(batch), cancellation), cancellation);
        progress.Waiting.Enqueue((saved, payload));
        if (progress.Waiting.Count >= BatchesInFlight)
            await FinishOneAsync(progress).ConfigureAwait(false);
    }

    private IngestBatch WithLanguages(IngestBatch batch)
    {
        if (languages is null || !batch.Items.Any(i => i.Article is { Language: null }))
            return batch;
        return batch with { Items = [.. batch.Items.Select(i => i with { Article = WithLanguage(i.Article) })] };

        Articles.Article? WithLanguage(Articles.Article? article) =>
            article is { Language: null } && languages.Detect(article.Headline, article.Body) is { } told
                ? article with
                {
                    Language = told,
                    IsLanguageDetected = true,
                }
                : article;
    }

    private async Task FinishOneAsync(Progress progress)
    {
        var (saving, payload) = progress.Waiting.Dequeue();
        progress.Add(await saving.ConfigureAwait(false));
        progress.Builder.GiveBack(payload);
        indexing.Request();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class Progress(BatchBuilder builder)
    {
        private readonly Dictionary<IngestOutcome, long> _outcomes = Enum.GetValues<IngestOutcome>()
            .ToDictionary(o => o, _ => 0L);
        private readonly List<SavedItem> _listed = [];
        private long _received;

        public BatchBuilder Builder => builder;

        /// <summary>What is being saved, and the memory of its payload.</summary>
        public Queue<(Task<SaveResult> Saved, ArrayBufferWriter<byte> Payload)> Waiting { get; } = new();

        public void Add(SaveResult saved)
        {
            foreach (var item in saved.Items)
            {
                _received++;
                _outcomes[item.Outcome]++;
                if (_listed.Count < ListedItems)
                    _listed.Add(item);
            }
        }

        public IngestReport Report(long sequence) => new(_received, _outcomes, _listed, sequence);
    }
}
