using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.SqliteArchive;

public sealed class SqliteNewsArchiveTests : ArchiveContract
{
    private string File => Folder.Path("archive.db");

    protected override IArchive Open(TimeProvider clock) => SqliteNewsArchive.Open(File, clock);

    protected override IArchive OpenAnother() =>
        SqliteNewsArchive.Open(Folder.Path($"another-{Guid.NewGuid():N}.db"), TimeProvider.System);

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_the_fix()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5_000), TestContext.Current.CancellationToken);
        var refused = Assert.Throws<ArchiveUnreadableException>(Open);
        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Execute("CREATE TABLE theirs(x); PRAGMA user_version = 3");
        Assert.Contains(
            "another program",
            Assert.Throws<ArchiveUnreadableException>(Open).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await Open().DisposeAsync();
        Execute("PRAGMA user_version = 99");
        Assert.Contains(
            "newer version",
            Assert.Throws<ArchiveUnreadableException>(Open).Message,
            StringComparison.Ordinal
        );
    }

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
