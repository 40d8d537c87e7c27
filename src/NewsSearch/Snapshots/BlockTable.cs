using System.Buffers.Binary;

namespace NewsSearch.Snapshots;

/// <summary>
/// Where each block of a file is stored. Layout, little-endian: "NSBT", version 1, block size (4 bytes each), length of
/// the file (8), then for each block its XxHash128 (16), the number of its pack and its place in it, in blocks (4 each).
/// </summary>
/// <param name="BlockSize">Bytes of a block; the last may be shorter.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Blocks">In the order of the file.</param>
public sealed record BlockTable(int BlockSize, long Length, StoredBlock[] Blocks)
{
    private const uint Magic = 0x5442534E;
    private const int Version = 1;
    private const int HeaderBytes = 20;
    private const int EntryBytes = 24;

    public static int Count(long length, int blockSize) => checked((int)((length + blockSize - 1) / blockSize));

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + (long)EntryBytes * Blocks.Length];
        var at = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(at, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(at[8..], BlockSize);
        BinaryPrimitives.WriteInt64LittleEndian(at[12..], Length);
        at = at[HeaderBytes..];
        foreach (var block in Blocks)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(at, block.Hash);
            BinaryPrimitives.WriteInt32LittleEndian(at[16..], block.Pack);
            BinaryPrimitives.WriteInt32LittleEndian(at[20..], block.Place);
            at = at[EntryBytes..];
        }
        return bytes;
    }

    /// <exception cref="SnapshotDamagedException">These bytes are no table.</exception>
    public static BlockTable Read(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != Version
        )
            throw new SnapshotDamagedException("The table of blocks is of another format.");
        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]);
        bytes = bytes[HeaderBytes..];
        if (size <= 0 || length < 0 || bytes.Length != (long)Count(length, size) * EntryBytes)
            throw new SnapshotDamagedException("The table of blocks is cut off.");
        var blocks = new StoredBlock[bytes.Length / EntryBytes];
        for (var n = 0; n < blocks.Length; n++, bytes = bytes[EntryBytes..])
            blocks[n] = new StoredBlock(
                BinaryPrimitives.ReadUInt128LittleEndian(bytes),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[20..])
            );
        return new BlockTable(size, length, blocks);
    }
}

/// <summary>A block: its XxHash128, the pack that has it and the place there, in blocks.</summary>
public readonly record struct StoredBlock(UInt128 Hash, int Pack, int Place);
