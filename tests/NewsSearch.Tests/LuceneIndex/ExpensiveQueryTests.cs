using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Search;

namespace NewsSearch.Tests.LuceneIndex;

public sealed class ExpensiveQueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("apple NEAR/1000 pear")]
    [InlineData("(apple NEAR/1000 pear) NEAR/1000 (plum NEAR/1000 apple)")]
    [InlineData("sent(apple NEAR/1000 pear)")]
    public void Words_that_make_millions_of_pairs_in_a_long_text_are_refused(string query)
    {
        using var index = Open(string.Concat(Enumerable.Repeat("apple pear plum ", 20_000)));
        var problem = Assert.Throws<TooManyClausesException>(() => Search(index, query));
        Assert.Contains("NEAR", problem.Message, StringComparison.Ordinal);
        // In an article of usual length the same query is answered.
        using var usual = Open(string.Concat(Enumerable.Repeat("apple pear plum. ", 20)));
        Assert.Equal(1, Search(usual, query).Total);
    }

    [Fact]
    public void A_beginning_of_too_many_words_suggests_headlines_with_some_of_them()
    {
        using var index = Open("text", [.. Enumerable.Range(0, 30).Select(h => Words(h * 50, 50))]);
        var some = index.Suggest("wor", [Dimension.Source], 5, TestContext.Current.CancellationToken).Headlines;
        Assert.InRange(some.Distinct().Count(), 1, 5);
        Assert.Empty(index.Suggest("worx", [Dimension.Source], 5, TestContext.Current.CancellationToken).Headlines);
        Assert.Single(index.Suggest("word7x", [Dimension.Source], 5, TestContext.Current.CancellationToken).Headlines);

        static string Words(int first, int count) =>
            string.Join(' ', Enumerable.Range(first, count).Select(n => $"word{n}x"));
    }

    private LuceneArticleIndex Open(string body, params string[] headlines)
    {
        var index = LuceneArticleIndex.Open(_folder.Path(Guid.NewGuid().ToString("N")), TimeProvider.System);
        string[] all = headlines.Length == 0 ? [""] : headlines;
        index.Apply([
            .. all.Select(
                (headline, n) =>
                    new ArchivedArticle(
                        n + 1,
                        IsFirst: true,
                        IsDeleted: false,
                        new Article
                        {
                            Id = $"a{n}",
                            Source = SourceId.FromName("Long"),
                            Headline = headline,
                            Body = body,
                            Retrieved = DateTimeOffset.UnixEpoch,
                            Completeness = Completeness.Full,
                        },
                        DateTimeOffset.UnixEpoch
                    )
            ),
        ]);
        index.Refresh(all.Length);
        return index;
    }

    private static IndexAnswer Search(LuceneArticleIndex index, string query) =>
        index.Search(new SearchRequest { Query = QueryParser.Parse(query) }, TestContext.Current.CancellationToken);
}
