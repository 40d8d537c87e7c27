using Lucene.Net.Store;
using Microsoft.Win32.SafeHandles;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A file of postings that is read in pieces, at positions, instead of being mapped: what was read once does not stay in
/// the memory of the process. Clones read the same handle, and any number of threads may.
/// </summary>
internal sealed class PostingsInput : BufferedIndexInput
{
    /// <summary>Bytes that are read at once.</summary>
    private const int PieceSize = 4_096;

    private readonly SafeFileHandle _file;
    private bool _isClone;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public PostingsInput(string path)
        : base(path, PieceSize)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_file);
    }

    public override long Length { get; }

    public override object Clone()
    {
        var clone = (PostingsInput)base.Clone();
        clone._isClone = true;
        return clone;
    }

    protected override void ReadInternal(byte[] b, int offset, int length)
    {
        var position = Position;
        while (length > 0)
        {
            var read = RandomAccess.Read(_file, b.AsSpan(offset, length), position);
            if (read == 0)
                throw new EndOfStreamException($"Read past the end of {this}.");
            (position, offset, length) = (position + read, offset + read, length - read);
        }
    }

    protected override void SeekInternal(long pos) { }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClone)
            _file.Dispose();
    }
}
