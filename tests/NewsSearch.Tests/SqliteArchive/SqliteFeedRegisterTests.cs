using NewsSearch.Archive;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.SqliteArchive;

public sealed class SqliteFeedRegisterTests : FeedRegisterContract
{
    protected override IArchive Open() => SqliteNewsArchive.Open(Folder.Path("archive.db"), TimeProvider.System);
}
