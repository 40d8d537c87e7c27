namespace NewsSearch.Extraction;

/// <summary>The readers that this archive knows, and the choice among them by content.</summary>
public sealed class ArticleReaders(IReadOnlyList<IArticleReader> readers)
{
    /// <summary>Bytes of the input that the choice looks at.</summary>
    public const int HeadSize = 8 * 1024;

    /// <summary>Every format that this version reads, one line each.</summary>
    public static ArticleReaders Default { get; } =
        WithContainers([
            new JsonLines.JsonLinesReader(),
            new Ninjs.NinjsReader(),
            new Nitf.NitfReader(),
            new NewsMl.NewsMlReader(),
            new NewsMlG2.G2Reader(),
            new Reuters.ReutersReader(),
            new Feeds.FeedReader(),
            new Feeds.SitemapReader(),
            new Feeds.JsonFeedReader(),
            new Html.HtmlReader(),
            new Csv.CsvReader(),
            new SavedText.SavedTextReader(),
        ]);

    public IReadOnlyList<IArticleReader> All => readers;

    /// <summary>These formats, and the files in which many documents of any of them are packed.</summary>
    public static ArticleReaders WithContainers(IReadOnlyList<IArticleReader> documents)
    {
        // Containers read all formats, other containers too, so the list has to be there before it is complete.
        var all = new List<IArticleReader>(documents);
        var readers = new ArticleReaders(all);
        all.AddRange([
            new Warc.WarcReader(readers),
            new Warc.ArcReader(readers),
            new Containers.WaczReader(readers),
            new Containers.ZipReader(readers),
            new Containers.TarReader(readers),
            new Containers.GzipReader(readers),
        ]);
        return readers;
    }

    /// <summary>The reader of this format name, or null.</summary>
    public IArticleReader? Find(string format) =>
        readers.FirstOrDefault(r => string.Equals(r.Format, format, StringComparison.OrdinalIgnoreCase));

    /// <summary>The reader that is surest about these first bytes, or null when none is.</summary>
    public IArticleReader? Recognize(ReadOnlySpan<byte> head)
    {
        IArticleReader? best = null;
        var surest = 0;
        foreach (var reader in readers)
        {
            var sure = reader.Recognize(head);
            if (sure > surest)
                (best, surest) = (reader, sure);
        }
        return best;
    }
}
