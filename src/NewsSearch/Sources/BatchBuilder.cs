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

    // An item may be many times as long as what a batch is full with.
    private const int MostKeptBytes = 4 * MostBytes;

    private readonly Stack<ArrayBufferWriter<byte>> _free = [];
    private ArrayBufferWriter<byte> _payload = new();
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

    /// <summary>The batch, and the memory of its payload, to be given back once the batch is saved.</summary>
    public (IngestBatch Batch, ArrayBufferWriter<byte> Payload) Take()
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
        var payload = _payload;
        (_payload, _items, _retryOf) = (_free.TryPop(out var free) ? free : new ArrayBufferWriter<byte>(), [], null);
        return (batch, payload);
    }

    /// <summary>Takes the memory of a saved batch for a next one: new blocks of this size wake the collector each time.</summary>
    public void GiveBack(ArrayBufferWriter<byte> payload)
    {
        if (payload.Capacity > MostKeptBytes)
            return;
        payload.ResetWrittenCount();
        _free.Push(payload);
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
