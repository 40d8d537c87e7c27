using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>What a reader has found of one article, before defaults are applied and the id is derived.</summary>
internal sealed class ArticleDraft
{
    private const int LongestIdentifier = 500;

    /// <summary>The identifier that the id is derived from, before the address.</summary>
    public string? OwnId { get; set; }

    /// <summary>Further names that the publisher gives it.</summary>
    public List<string> OtherIds { get; } = [];
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
    public DateTimeOffset? EmbargoedUntil { get; set; }
    public PublicationStatus Status { get; set; }

    /// <summary>Where values were read, by name of the field.</summary>
    public Dictionary<string, string> Evidence { get; } = [];

    /// <summary>Whether it can be archived: a notice that withdraws an article needs no text.</summary>
    public bool IsItem =>
        HasText || OwnId is not null && Status is PublicationStatus.Withheld or PublicationStatus.Canceled;

    public bool HasText => Headline is not null || Body is not null;

    /// <summary>The latest believable moment for its dates: an item under embargo is dated for its release.</summary>
    public DateTimeOffset Present(ReadContext context)
    {
        var retrieved = Retrieved ?? context.Retrieved;
        return EmbargoedUntil is { } release && release > retrieved ? release : retrieved;
    }

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
            Identifiers = Identifiers(),
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
            EmbargoedUntil = EmbargoedUntil,
            Status = Status,
            Evidence = Evidence.Count == 0 ? null : Evidence,
        };
    }

    private List<string> Identifiers()
    {
        var identifiers = new List<string>();
        foreach (var id in OtherIds.Prepend(OwnId).Select(CleanText.Line).OfType<string>())
            if (id.Length <= LongestIdentifier && !identifiers.Contains(id))
                identifiers.Add(id);
        return identifiers;
    }

    private void AddCarrier(ReadContext context)
    {
        var name = CleanText.Line(context.Via);
        if (name is not null && !Via.Exists(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase)))
            Via.Add(new Carrier(name, CanonicalUrl.Normalize(context.Url), context.Retrieved));
    }

    private static ArticleSource SourceOf(string? named, string? url)
    {
        var name = CleanText.Line(named) ?? SourceId.Domain(url);
        return SourceId.FromName(name);
    }

    private static List<string> Distinct(List<string> values) => values.Count < 2 ? values : [.. values.Distinct()];
}
