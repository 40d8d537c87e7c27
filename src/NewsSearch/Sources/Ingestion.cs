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
public sealed class Ingestion(IArchive archive, ArticleReaders readers, IIndexingTrigger indexing, TimeProvider clock)
{
    public const int ListedItems = 1_000;

    /// <summary>
    /// Streams the input into the archive. What was saved before a failure of the input stays saved; sending the same
    /// bytes again is harmless.
    /// </summary>
    /// <exception cref="UnknownFormatException">No reader knows these bytes.</exception>
    public Task<IngestReport> IngestAsync(Stream input, IngestOptions options, CancellationToken cancellation)
    {
        _ = (archive, readers, indexing, clock, input, options, cancellation);
        throw new NotSupportedException("in work");
    }
}
