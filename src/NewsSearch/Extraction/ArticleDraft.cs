using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>What a reader has found of one article, before defaults are applied and the id is derived.</summary>
internal sealed class ArticleDraft
{
    public string? OwnId { get; set; }
    public ArticleSource? Source { get; set; }
    public List<Carrier> Via { get; } = [];
    public string? Headline { get; set; }
    public string? Subheadline { get; set; }
    public string? Body { get; set; }
    public string? Byline { get; set; }
    public List<string> Authors { get; } = [];
    public string? Dateline { get; set; }
    public string? Section { get; set; }
    public string? Genre { get; set; }
    public string? Language { get; set; }
    public List<Topic> Topics { get; } = [];
    public List<string> Keywords { get; } = [];
    public List<string> Places { get; } = [];
    public List<ArticleImage> Images { get; } = [];
    public PublishedDate? Published { get; set; }
    public DateTimeOffset? Modified { get; set; }
    public DateTimeOffset? Retrieved { get; set; }
    public string? Url { get; set; }
    public bool? IsAccessibleForFree { get; set; }
    public Completeness? Completeness { get; set; }

    public bool HasText => Headline is not null || Body is not null;

    /// <summary>The article; the source comes from the context where the item names none.</summary>
    /// <param name="documentUrl">Address to assume where the item has none; only for a document that is one item.</param>
    public Article Build(ReadContext context, string? documentUrl)
    {
        var url = CanonicalUrl.Normalize(Url) ?? CanonicalUrl.Normalize(documentUrl);
        var source = Source ?? SourceOf(context.Source, url);
        var retrieved = Retrieved ?? context.Retrieved;
        AddCarrier(context);
        return new Article
        {
            Id = ArticleId.Derive(source, OwnId, url, Headline, Published, Body),
            Source = source,
            Via = Via.Count == 0 ? [] : Via,
            Headline = Headline,
            Subheadline = Subheadline,
            Body = Body,
            Byline = Byline,
            Authors = Distinct(Authors),
            Dateline = Dateline,
            Section = Section,
            Genre = Genre,
            Language = Language,
            Topics = Topics.Count < 2 ? Topics : [.. Topics.DistinctBy(t => t.Code)],
            Keywords = Distinct(Keywords),
            Places = Distinct(Places),
            Images = Images.Count < 2 ? Images : [.. Images.Distinct()],
            Published = Published,
            Modified = Modified,
            Retrieved = retrieved,
            Url = url,
            IsAccessibleForFree = IsAccessibleForFree,
            Completeness =
                Body is null ? Articles.Completeness.Headline
                : Completeness is null or Articles.Completeness.Headline ? Articles.Completeness.Full
                : Completeness.Value,
        };
    }

    private void AddCarrier(ReadContext context)
    {
        var name = CleanText.Line(context.Via);
        if (name is not null && !Via.Exists(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase)))
            Via.Add(new Carrier(name, null, context.Retrieved));
    }

    private static ArticleSource SourceOf(string? named, string? url)
    {
        var name = CleanText.Line(named);
        if (name is null && url is not null)
        {
            var host = new Uri(url).Host;
            name = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        }
        return SourceId.FromName(name);
    }

    private static List<string> Distinct(List<string> values) => values.Count < 2 ? values : [.. values.Distinct()];
}
