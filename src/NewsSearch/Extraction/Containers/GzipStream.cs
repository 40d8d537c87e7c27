namespace NewsSearch.Extraction.Containers;

/// <summary>
/// Decompresses gzip and compares checksums. The ready-made class takes a file that is cut off for one that is whole.
/// </summary>
internal sealed class GzipStream(Stream input) : ForwardStream
{
    private readonly GzipMembers _members = new(input, limits: null);
    private string? _damage;

    /// <exception cref="ContainerDamagedException">The data are damaged or cut off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Others would take the end of an empty read for the end of the data.
        if (buffer.IsEmpty)
            return 0;
        if (_damage is not null)
            throw new ContainerDamagedException(_damage);
        var read = await _members.ReadAsync(buffer, cancellationToken);
        if (read >= 0)
            return read;
        if (_members.IsTrailing)
            return 0;
        // The members behind the damage would be taken for its continuation.
        _damage = $"{_members.Damage}. Send the file again.";
        throw new ContainerDamagedException(_damage);
    }

    // For readers that cannot wait; there is no synchronization context that this could block.
    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        var read = ReadAsync(bytes).AsTask().GetAwaiter().GetResult();
        bytes.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _members.Dispose();
        base.Dispose(disposing);
    }
}
