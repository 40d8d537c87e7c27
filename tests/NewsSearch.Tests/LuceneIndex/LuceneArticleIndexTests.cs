using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.LuceneIndex;

public sealed class LuceneArticleIndexTests : ArticleIndexContract
{
    protected override IArticleIndex Open() => LuceneArticleIndex.Open(Folder.Path("lucene"), TimeProvider.System);
}

public sealed class LuceneSearchTests : SearchContract
{
    protected override IArticleIndex Open() => LuceneArticleIndex.Open(Folder.Path("lucene"), TimeProvider.System);
}

public sealed class LuceneOperatorTests : OperatorFixtures
{
    protected override IArticleIndex Open() => LuceneArticleIndex.Open(Folder.Path("lucene"), TimeProvider.System);
}

public sealed class LuceneTrendTests : TrendContract
{
    protected override IArticleIndex Open() => LuceneArticleIndex.Open(Folder.Path("lucene"), TimeProvider.System);
}
