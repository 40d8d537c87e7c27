using System.Buffers;
using NewsSearch.Archive;
using NewsSearch.Extraction;

namespace NewsSearch.Sources;

/// <summary>Gathers items and their bytes until they are saved together.</summary>
/// <param name="retryOf">The ledger line that is read again; null for what is received.</param>
internal sealed class BatchBuilder(IArticleReader reader, ReadContext context, DateTimeOffset received, long? retryOf)
{
    public const int MostItems = 500;
    public const int MostBytes = 512 * 1024;

    private ArrayBufferWriter<byte> _payload = new(MostBytes);
    private List<IngestItem> _items = [];
    private IArticleReader? _last;
    private (ItemOrigin? Origin, ItemFrame? Frame, bool IsPart) _place;
    private ReadingContext? _reading;
    private long? _retryOf = retryOf;

    public int Items => _items.Count;

    public bool IsFull => _items.Count >= MostItems || _payload.WrittenCount >= MostBytes;

    /// <summary>Whether the item is of another format than those that wait, and has to be saved apart.</summary>
    public bool IsOther(ReadItem item) => Items > 0 && ReaderOf(item) != _last;

    public void Add(ReadItem item)
    {
        _last = ReaderOf(item);
        if (_items.Count > 0)
            _payload.Write("\n"u8);
        IngestOutcome? failure =
            item.Article is not null ? null
            : item.IsRejected ? IngestOutcome.Rejected
            : IngestOutcome.Quarantined;
        var offset = _payload.WrittenCount;
        _items.Add(
            new IngestItem(item.Article, failure, item.Problem, offset, item.Raw.Length, item.Line, Reading(item))
        );
        _payload.Write(item.Raw.Span);
    }

    public IngestBatch Take()
    {
        var used = _last ?? reader;
        var batch = new IngestBatch(
            $"{used.Format}/{used.Version}",
            used.MediaType,
            _payload.WrittenMemory,
            received,
            _items,
            _retryOf
        );
        (_payload, _items, _retryOf) = (new ArrayBufferWriter<byte>(MostBytes), [], null);
        return batch;
    }

    private IArticleReader ReaderOf(ReadItem item) => item.Origin?.Reader ?? reader;

    // The items of one document share one object, so that it is stored once and hashed once.
    private ReadingContext Reading(ReadItem item)
    {
        var place = (item.Origin, item.Frame, item.IsPart);
        if (_reading is not null && place == _place)
            return _reading;
        _place = place;
        var told = item.Origin?.Context ?? context;
        return _reading = new ReadingContext(
            ReaderOf(item).Format,
            told.Source,
            told.Via,
            item.IsPart ? null : told.Url,
            told.Retrieved == received ? null : told.Retrieved,
            item.Frame?.Head ?? default,
            item.Frame?.Tail ?? default
        );
    }
}
