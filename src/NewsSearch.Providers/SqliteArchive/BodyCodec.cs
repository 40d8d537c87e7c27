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
    private const int PooledBytes = 64 * 1024;

    /// <summary>Bodies that a dictionary is trained from.</summary>
    public const int Samples = 2_000;

    /// <summary>Most bytes of one sample: they wait in memory, and long articles teach no more than their beginning.</summary>
    public const int SampleBytes = 8 * 1024;

    private const int DictionaryBytes = 112 * 1024;

    private readonly ConcurrentDictionary<long, byte[]> _dictionaries = [];
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

    public (long? Dictionary, byte[] Data) Compress(ReadOnlySpan<byte> text)
    {
        var id = Current;
        if (id == 0)
            return (null, CompressPlain(text));
        if (!_trained.TryTake(out var pooled) || pooled.Id != id)
        {
            pooled.Codec?.Dispose();
            pooled = (id, new Compressor(Level));
            pooled.Codec.LoadDictionary(_dictionaries[id]);
        }
        var data = Wrapped(pooled.Codec, text);
        _trained.Add(pooled);
        return (id, data);
    }

    /// <summary>Without a dictionary, for payloads and for bodies until one is trained.</summary>
    public byte[] CompressPlain(ReadOnlySpan<byte> bytes)
    {
        var codec = _plain.TryTake(out var pooled) ? pooled : new Compressor(PlainLevel);
        var data = Wrapped(codec, bytes);
        _plain.Add(codec);
        return data;
    }

    // Of a body only what is kept is allocated; buffers for whole payloads would stay in the pool for good.
    private static byte[] Wrapped(Compressor codec, ReadOnlySpan<byte> bytes)
    {
        var most = Compressor.GetCompressBound(bytes.Length);
        if (most > PooledBytes)
            return codec.Wrap(bytes).ToArray();
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var data = buffer.AsSpan(0, codec.Wrap(bytes, buffer)).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return data;
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
