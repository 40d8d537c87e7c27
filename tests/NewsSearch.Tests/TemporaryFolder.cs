namespace NewsSearch.Tests;

/// <summary>A folder of its own that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("newssearch-").FullName;

    public string Path(string name) => System.IO.Path.Combine(FullName, name);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
