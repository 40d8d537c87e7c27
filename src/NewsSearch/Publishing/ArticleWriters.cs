namespace NewsSearch.Publishing;

/// <summary>All formats that an article is written in, besides the JSON and the page of this service.</summary>
public static class ArticleWriters
{
    public static IReadOnlyList<IArticleWriter> All { get; } =
    [
        new NinjsWriter(),
        new NitfWriter(),
        new NewsMlG2Writer(),
        new JsonLdWriter(),
        new RisWriter(),
        new BibTexWriter(),
        new CslWriter(),
        new PlainTextWriter(),
    ];
}
