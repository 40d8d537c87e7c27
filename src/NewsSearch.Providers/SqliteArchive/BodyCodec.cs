using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using ZstdSharp;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Compresses payloads with zstd-1, which are written once and hardly ever read, and bodies with zstd-3, with a dictionary once one was trained (2.66 × instead of 1.97 × on news). A row
/// keeps the id of its dictionary; the dictionaries are part of the archive.
/// </summary>
/// <remarks>Thread-safe: each call takes a codec of its own from a pool.</remarks>
internal sealed class BodyCodec : IDisposable
{
    private const int Level = 3;
    private const int PlainLevel = 1;
    private const int MostPooledBytes = 2 * 1024 * 1024;

    /// <summary>Bodies that a dictionary is trained from.</summary>
    public const int Samples = 2_000;

    /// <summary>Most bytes of one sample: they wait in memory, and long articles teach no more than their beginning.</summary>
    public const int SampleBytes = 8 * 1024;

    private const int DictionaryBytes = 112 * 1024;

    private readonly ConcurrentDictionary<long, byte[]> _dictionaries = [];
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];
    private readonly ConcurrentBag<Compressor> _plain = [];
    private readonly ConcurrentBag<(long Id, Compressor Codec)> _trained = [];
    private readonly ConcurrentDictionary<long, ConcurrentBag<Decompressor>> _decompressors = [];
    private long _current;

    /// <summary>Id of the dictionary in use; 0 before the first is trained.</summary>
    public long Current => Volatile.Read(ref _current);

    public void Add(long id, byte[] dictionary)
    {
        _dictionaries[id] = dictionary;
        Volatile.Write(ref _current, id);
    }

    public static byte[] Train(IReadOnlyList<byte[]> samples) => DictBuilder.TrainFromBuffer(samples, DictionaryBytes);

    /// <summary>Compresses a body that comes alone.</summary>
    public (long? Dictionary, byte[] Data) Compress(ReadOnlySpan<byte> text)
    {
        var output = new ArrayBufferWriter<byte>();
        var (dictionary, _) = Compress(text, output);
        return (dictionary, output.WrittenSpan.ToArray());
    }

    /// <summary>Compresses a body behind what is in the buffer already.</summary>
    /// <returns>Id of the dictionary that was used, and the bytes written.</returns>
    public (long? Dictionary, int Length) Compress(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var id = Current;
        if (id == 0)
            return (null, CompressPlain(text, output));
        if (!_trained.TryTake(out var pooled) || pooled.Id != id)
        {
            pooled.Codec?.Dispose();
            pooled = (id, new Compressor(Level));
            pooled.Codec.LoadDictionary(_dictionaries[id]);
        }
        var length = Wrap(pooled.Codec, text, output);
        _trained.Add(pooled);
        return (id, length);
    }

    /// <summary>As <see cref="Compress"/> without a dictionary, for payloads and for bodies until one is trained.</summary>
    public int CompressPlain(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output)
    {
        var codec = _plain.TryTake(out var pooled) ? pooled : new Compressor(PlainLevel);
        var length = Wrap(codec, bytes, output);
        _plain.Add(codec);
        return length;
    }

    public byte[] CompressPlain(ReadOnlySpan<byte> bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        CompressPlain(bytes, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An empty buffer, to be given back.</summary>
    public ArrayBufferWriter<byte> Rent() => _buffers.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>();

    /// <summary>Takes a buffer back; nothing that it holds may be in use.</summary>
    public void GiveBack(ArrayBufferWriter<byte> buffer)
    {
        // Those of whole payloads of an unusual size would stay in the pool for good.
        if (buffer.Capacity > MostPooledBytes)
            return;
        buffer.ResetWrittenCount();
        _buffers.Add(buffer);
    }

    private static int Wrap(Compressor codec, ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output)
    {
        var length = codec.Wrap(bytes, output.GetSpan(Compressor.GetCompressBound(bytes.Length)));
        output.Advance(length);
        return length;
    }

    public byte[] Decompress(long? dictionary, ReadOnlySpan<byte> data) =>
        Unwrapped(dictionary, data, bytes => bytes.ToArray());

    public string Text(long? dictionary, ReadOnlySpan<byte> data) =>
        Unwrapped(dictionary, data, Encoding.UTF8.GetString);

    private T Unwrapped<T>(long? dictionary, ReadOnlySpan<byte> data, Func<ReadOnlySpan<byte>, T> read)
    {
        var pool = _decompressors.GetOrAdd(dictionary ?? 0, _ => []);
        if (!pool.TryTake(out var codec))
        {
            codec = new Decompressor();
            if (dictionary is { } id)
                codec.LoadDictionary(_dictionaries[id]);
        }
        var result = read(codec.Unwrap(data));
        pool.Add(codec);
        return result;
    }

    public void Dispose()
    {
        foreach (var codec in _plain)
            codec.Dispose();
        foreach (var (_, codec) in _trained)
            codec.Dispose();
        foreach (var codec in _decompressors.Values.SelectMany(p => p))
            codec.Dispose();
    }
}
