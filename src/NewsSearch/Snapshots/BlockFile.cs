using System.IO.Hashing;
using System.Security.Cryptography;

namespace NewsSearch.Snapshots;

/// <summary>
/// Stores a file whose blocks mostly stay where they are (a database) so that each snapshot adds only the blocks that
/// changed. New blocks are written one behind the other into packs.
/// </summary>
public static class BlockFile
{
    private const int PackBytes = 64 * 1024 * 1024;

    // Below this share of blocks still in use, the used ones are written again, so that old packs can go one day.
    private const double LeastUse = 0.5;

    /// <summary>Stores a file; <paramref name="previous"/> is what an earlier snapshot stored of it.</summary>
    public static StoredBlockFile Store(
        SnapshotStore store,
        string path,
        int blockSize,
        SnapshotArchive? previous,
        CancellationToken cancellation
    )
    {
        var (length, sha256, hashes) = Hash(path, blockSize, cancellation);
        var known = previous is null ? null : TryRead(store, previous, blockSize);
        var packs = new List<SnapshotFile>();
        var renumbered = known is null ? [] : Keep(store, previous!, known, hashes, packs);
        var blocks = new StoredBlock[hashes.Length];
        var missing = new List<int>();
        for (var n = 0; n < hashes.Length; n++)
        {
            if (
                known is not null
                && n < known.Blocks.Length
                && known.Blocks[n] is var old
                && old.Hash == hashes[n]
                && renumbered[old.Pack] >= 0
            )
                blocks[n] = old with { Pack = renumbered[old.Pack] };
            else
                missing.Add(n);
        }
        var added = 0L;
        foreach (var some in missing.Chunk(PackBytes / blockSize))
        {
            var (pack, isNew) = WritePack(store, path, blockSize, some, $"pack{packs.Count}", cancellation);
            for (var place = 0; place < some.Length; place++)
                blocks[some[place]] = new StoredBlock(hashes[some[place]], packs.Count, place);
            packs.Add(pack);
            added += isNew ? pack.Bytes : 0;
        }
        var content = new BlockTable(blockSize, length, blocks).ToBytes();
        var (table, isNewTable) = store.Add("blocks", () => new MemoryStream(content), cancellation);
        return new StoredBlockFile(
            new SnapshotFile(Path.GetFileName(path), length, sha256),
            table,
            packs,
            added + (isNewTable ? table.Bytes : 0)
        );
    }

    /// <summary>Writes the file as it was and compares its checksum.</summary>
    /// <exception cref="SnapshotDamagedException">Something stored is missing or changed; the message names it.</exception>
    public static void Restore(
        SnapshotStore store,
        SnapshotArchive archive,
        string target,
        CancellationToken cancellation
    )
    {
        var table = BlockTable.Read(File.ReadAllBytes(store.PathOf(archive.Blocks)));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var packs = new OpenPacks(store, archive.Packs);
        using (var output = File.Create(target))
        {
            var buffer = new byte[table.BlockSize];
            for (var n = 0; n < table.Blocks.Length; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                var block = table.Blocks[n];
                var bytes = buffer.AsSpan(0, (int)Math.Min(table.BlockSize, table.Length - (long)n * table.BlockSize));
                packs.Read(block, table.BlockSize, bytes);
                hash.AppendData(bytes);
                output.Write(bytes);
            }
            output.Flush(flushToDisk: true);
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != archive.File.Sha256)
            throw new SnapshotDamagedException($"{archive.File.Name} does not have the checksum of its manifest.");
    }

    private static (long Length, string Sha256, UInt128[] Blocks) Hash(
        string path,
        int blockSize,
        CancellationToken cancellation
    )
    {
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var blocks = new UInt128[BlockTable.Count(input.Length, blockSize)];
        var buffer = new byte[blockSize];
        for (var n = 0; n < blocks.Length; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = input.ReadAtLeast(buffer, blockSize, throwOnEndOfStream: false);
            whole.AppendData(buffer, 0, read);
            blocks[n] = XxHash128.HashToUInt128(buffer.AsSpan(0, read));
        }
        return (input.Length, Convert.ToHexStringLower(whole.GetHashAndReset()), blocks);
    }

    private static BlockTable? TryRead(SnapshotStore store, SnapshotArchive previous, int blockSize)
    {
        if (!store.Has(previous.Blocks))
            return null;
        var table = BlockTable.Read(File.ReadAllBytes(store.PathOf(previous.Blocks)));
        return table.BlockSize == blockSize ? table : null;
    }

    // The new number of each earlier pack; -1 for one that is gone or no longer worth keeping.
    private static int[] Keep(
        SnapshotStore store,
        SnapshotArchive previous,
        BlockTable known,
        UInt128[] hashes,
        List<SnapshotFile> packs
    )
    {
        var used = new int[previous.Packs.Count];
        for (var n = 0; n < Math.Min(hashes.Length, known.Blocks.Length); n++)
            if (known.Blocks[n].Hash == hashes[n])
                used[known.Blocks[n].Pack]++;
        var renumbered = new int[used.Length];
        for (var p = 0; p < used.Length; p++)
        {
            var pack = previous.Packs[p];
            renumbered[p] = -1;
            if (used[p] == 0 || used[p] < LeastUse * pack.Bytes / known.BlockSize || !store.Has(pack))
                continue;
            renumbered[p] = packs.Count;
            packs.Add(pack with { Name = $"pack{packs.Count}" });
        }
        return renumbered;
    }

    private static (SnapshotFile Pack, bool IsNew) WritePack(
        SnapshotStore store,
        string path,
        int blockSize,
        int[] blocks,
        string name,
        CancellationToken cancellation
    )
    {
        var content = new MemoryStream(blocks.Length * blockSize);
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[blockSize];
        foreach (var block in blocks)
        {
            input.Position = (long)block * blockSize;
            content.Write(buffer, 0, input.ReadAtLeast(buffer, blockSize, throwOnEndOfStream: false));
        }
        return store.Add(
            name,
            () => new MemoryStream(content.GetBuffer(), 0, (int)content.Length, writable: false),
            cancellation
        );
    }

    private sealed class OpenPacks(SnapshotStore store, IReadOnlyList<SnapshotFile> packs) : IDisposable
    {
        private const int MostOpen = 64;

        private readonly Dictionary<int, FileStream> _open = [];

        public void Read(StoredBlock block, int blockSize, Span<byte> bytes)
        {
            if (block.Pack < 0 || block.Pack >= packs.Count)
                throw new SnapshotDamagedException("The table of blocks names a pack that the manifest does not have.");
            if (!_open.TryGetValue(block.Pack, out var pack))
            {
                if (_open.Count >= MostOpen)
                    Dispose();
                _open[block.Pack] = pack = File.OpenRead(store.PathOf(packs[block.Pack]));
            }
            var at = (long)block.Place * blockSize;
            if (pack.Position != at)
                pack.Position = at;
            if (
                pack.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length
                || XxHash128.HashToUInt128(bytes) != block.Hash
            )
                throw new SnapshotDamagedException(
                    $"The stored file {packs[block.Pack].Sha256} is damaged at byte {at}."
                );
        }

        public void Dispose()
        {
            foreach (var pack in _open.Values)
                pack.Dispose();
            _open.Clear();
        }
    }
}

/// <summary>A file that was stored in blocks.</summary>
/// <param name="AddedBytes">What had to be written.</param>
public sealed record StoredBlockFile(
    SnapshotFile File,
    SnapshotFile Table,
    IReadOnlyList<SnapshotFile> Packs,
    long AddedBytes
);
