using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Tests.Contracts;

/// <summary>Articles with several versions, as an archive hands them to an index.</summary>
internal static class ArticleVersions
{
    /// <summary>Fills the index and returns every version that it must hold, the older ones marked.</summary>
    public static List<ArchivedArticle> Fill(IArticleIndex index, RandomNews news, int articles, int changes)
    {
        var versions = new Dictionary<string, List<ArchivedArticle>>();
        long sequence = 0;
        for (var n = 0; n < articles + changes; n++)
        {
            var id = n < articles ? $"a{n}" : $"a{news.Random.Next(articles)}";
            var stored = versions.GetValueOrDefault(id);
            var change = news.Next(id, ++sequence, isFirst: n < articles);
            var before = stored?[^1];
            if (before is not null && n % 11 == 0)
            {
                index.Apply([change with { IsDeleted = true }]);
                versions.Remove(id);
            }
            else if (before is not null && n % 7 == 0)
            {
                // Something was merged into the version that is current.
                change = change with
                {
                    Article = change.Article with { Version = before.Article.Version },
                };
                stored![^1] = change;
                index.Apply([change]);
            }
            else
            {
                var version = (before?.Article.Version ?? 0) + 1;
                change = change with { Article = change.Article with { Version = version } };
                List<ArchivedArticle> older = before is null ? [] : [before with { IsOlder = true }];
                versions[id] = [.. (stored ?? []).SkipLast(1), .. older, change];
                index.Apply([.. older, change]);
            }
            if (news.Random.Next(60) == 0)
                index.Refresh(sequence);
        }
        index.Refresh(sequence);
        return [.. versions.Values.SelectMany(v => v)];
    }

    /// <summary>Of each article the newest of these versions.</summary>
    public static List<ArchivedArticle> Newest(IEnumerable<ArchivedArticle> versions) =>
        [.. versions.GroupBy(v => v.Article.Id).Select(g => g.MaxBy(v => v.Sequence)!)];
}
