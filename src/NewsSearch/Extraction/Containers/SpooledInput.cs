namespace NewsSearch.Extraction.Containers;

/// <summary>An input that can be read anywhere: itself, or else a copy in a temporary file that goes when closed.</summary>
internal sealed class SpooledInput : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly FileStream? _copy;

    private SpooledInput(Stream bytes, FileStream? copy) => (Bytes, _copy) = (bytes, copy);

    public Stream Bytes { get; }

    /// <exception cref="ContainerProblemException">The input is itself in a container that is damaged.</exception>
    public static async Task<SpooledInput> OpenAsync(Stream input, CancellationToken cancellation)
    {
        if (input.CanSeek && input.Position == 0)
            return new SpooledInput(input, null);
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = BufferSize,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            await input.CopyToAsync(copy, BufferSize, cancellation);
            return new SpooledInput(copy, copy);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_copy is not null)
            await _copy.DisposeAsync();
    }
}
