using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace NewsSearch.Extraction.Containers;

/// <summary>
/// Gzip members one behind the other, as WARC files have one for each record. A damaged member is left and reading
/// goes on at the next one, which the ready-made decompressor cannot do: it does not say where a member ends.
/// </summary>
/// <param name="limits">Bound how far a member may expand; null when someone else watches.</param>
internal sealed class GzipMembers(Stream input, ContainerLimits? limits) : IByteSource, IDisposable
{
    private const int TrailerSize = 8;
    private const int HeaderSize = 10;
    private const int LongestHeader = 128 * 1024;
    private const int Probe = 1024;

    private readonly RawWindow _raw = new(input);
    private readonly Queue<(long Offset, long Member)> _members = new();
    private readonly Crc32 _crc = new();
    private (long Offset, long Member) _placed;
    private DeflateStream? _inflating;
    private bool _isLost;
    private long _member;
    private long _memberFrom;
    private long _given;

    public string Damage { get; private set; } = "";
    public long DamageFrom { get; private set; }

    /// <summary>The last damage was bytes behind a member that was whole.</summary>
    public bool IsTrailing { get; private set; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            if (_inflating is null)
            {
                if (_isLost && !await SeekMemberAsync(cancellation))
                    return 0;
                if (!await SkipPaddingAsync(cancellation))
                    return 0;
                if (await OpenAsync(cancellation) is { } mistake)
                {
                    IsTrailing = _given > 0 && !_isLost;
                    return Break(mistake);
                }
            }
            int read;
            try
            {
                read = await _inflating!.ReadAsync(buffer, cancellation);
            }
            catch (InvalidDataException)
            {
                return Break(_raw.WasEndPassed ? "gzip data are cut off" : "gzip data are damaged");
            }
            IsTrailing = false;
            if (read == 0)
            {
                if (!await CloseAsync(cancellation))
                    return Break(
                        _raw.WasEndPassed
                            ? "gzip data are cut off"
                            : "gzip data do not have the checksum that they should have"
                    );
                continue;
            }
            if (_given == _memberFrom)
                _members.Enqueue((_given, _member));
            _crc.Append(buffer.Span[..read]);
            _given += read;
            var size = _given - _memberFrom;
            return limits?.IsBomb(size, _raw.Next - _member) == true
                ? Break($"gzip data expand more than {limits.Ratio} times")
                : read;
        }
    }

    public string Place(long offset)
    {
        while (_members.TryPeek(out var next) && next.Offset <= offset)
            _placed = _members.Dequeue();
        var inside = offset - _placed.Offset;
        return inside == 0 ? $"byte {_placed.Member}" : $"byte {_placed.Member} (gzip member, {inside} bytes into it)";
    }

    public void Dispose()
    {
        _inflating?.Dispose();
        _raw.Dispose();
    }

    private int Break(string reason)
    {
        _inflating?.Dispose();
        _inflating = null;
        _isLost = true;
        (Damage, DamageFrom) = ($"{reason} (gzip member at byte {_member})", _memberFrom);
        return -1;
    }

    // Tape blocks and some downloads are filled up with zeros.
    private async ValueTask<bool> SkipPaddingAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (!await _raw.EnsureAsync(_raw.Next + 1, cancellation))
                return false;
            var rest = _raw.Span(_raw.Next);
            var padding = rest.IndexOfAnyExcept((byte)0);
            _raw.Next += padding < 0 ? rest.Length : padding;
            if (padding >= 0)
                return true;
        }
    }

    private async ValueTask<string?> OpenAsync(CancellationToken cancellation)
    {
        _member = _raw.Next;
        _memberFrom = _given;
        _raw.KeepFrom = _member;
        int length;
        var wanted = _member + HeaderSize;
        while (true)
        {
            var isWhole = await _raw.EnsureAsync(wanted, cancellation);
            length = GzipHeader.Length(_raw.Span(_member));
            if (length > 0)
                break;
            if (length < 0)
                return "bytes that are not gzip";
            if (!isWhole || wanted - _member > LongestHeader)
                return "a gzip header is cut off";
            wanted = Math.Max(wanted, _raw.End) + 1;
        }
        _raw.Next = _member + length;
        _crc.Reset();
        _inflating = new DeflateStream(_raw, CompressionMode.Decompress, leaveOpen: true);
        _isLost = false;
        return null;
    }

    // The decompressor has read on behind its end: the trailer, 64 bits that we know, tells where that was.
    private async ValueTask<bool> CloseAsync(CancellationToken cancellation)
    {
        _inflating!.Dispose();
        _inflating = null;
        await _raw.EnsureAsync(_raw.Next + TrailerSize, cancellation);
        var trailer = new byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)(_given - _memberFrom));
        var from = Math.Max(_raw.First, Math.Min(_raw.GivenFrom, _raw.Next));
        var rest = _raw.Span(from);
        var at = rest[..(int)Math.Min(rest.Length, _raw.Next - from + TrailerSize)].IndexOf(trailer);
        if (at < 0)
            return false;
        _raw.Next = from + at + TrailerSize;
        return true;
    }

    private async ValueTask<bool> SeekMemberAsync(CancellationToken cancellation)
    {
        var at = Math.Max(_member + 1, _raw.First);
        while (true)
        {
            _raw.Next = at;
            _raw.KeepFrom = at;
            if (!await _raw.EnsureAsync(at + HeaderSize, cancellation))
                return false;
            var found = _raw.Span(at).IndexOf(GzipHeader.Magic);
            if (found < 0)
            {
                at = _raw.End - GzipHeader.Magic.Length + 1;
                continue;
            }
            at += found;
            _raw.Next = at;
            _raw.KeepFrom = at;
            await _raw.EnsureAsync(at + Probe, cancellation);
            if (GzipHeader.Begins(_raw.Open(at)))
                return true;
            at++;
        }
    }
}
