using NewsSearch.Archive;

namespace NewsSearch.Tests.Contracts;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_opener_hears_who_holds_the_folder()
    {
        using var held = DataFolder.Open(_folder.Path("data"), TimeProvider.System);
        var refused = Assert.Throws<DataFolderException>(() =>
            DataFolder.Open(_folder.Path("data"), TimeProvider.System)
        );
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_goes_when_it_is_let_go()
    {
        DataFolder.Open(_folder.Path("data"), TimeProvider.System).Dispose();
        DataFolder.Open(_folder.Path("data"), TimeProvider.System).Dispose();
    }

    [Fact]
    public void A_path_that_cannot_be_a_folder_is_named_with_the_fix()
    {
        File.WriteAllText(_folder.Path("file"), "");
        var refused = Assert.Throws<DataFolderException>(() =>
            DataFolder.Open(_folder.Path("file"), TimeProvider.System)
        );
        Assert.Contains(_folder.Path("file"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("DataDirectory", refused.Message, StringComparison.Ordinal);
    }
}
