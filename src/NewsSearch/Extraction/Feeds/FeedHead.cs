using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>What a feed says of itself, which holds for its items.</summary>
internal sealed record FeedHead
{
    private const int LongestTitle = 200;

    public string? Title { get; private init; }

    /// <summary>Address of the page that the feed belongs to.</summary>
    public string? Home { get; private init; }

    /// <summary>What relative addresses are relative to.</summary>
    public string? Base { get; private init; }

    public string? Language { get; private init; }

    /// <summary>The publisher to assume for its items.</summary>
    public ArticleSource? Source { get; private init; }

    /// <summary>The feed as a channel; null when nothing names it.</summary>
    public Carrier? Carrier { get; private init; }

    /// <summary>Authors of all items that name none, as Atom has it.</summary>
    public IReadOnlyList<FeedPerson> Authors { get; private init; } = [];

    /// <summary>The head of an RSS or Atom feed.</summary>
    public static FeedHead Read(MarkupNode? channel, ReadContext context)
    {
        if (channel is null)
            return Of(null, null, null, null, null, [], context);
        var declaredBase = channel.Scope.Base ?? context.Url;
        var self = channel
            .All("link")
            .Where(l => string.Equals(l.Attribute("rel"), "self", StringComparison.OrdinalIgnoreCase))
            .Select(l => FeedAddress.Resolve(l.Attribute("href"), l.Scope.Base ?? declaredBase))
            .FirstOrDefault(a => a is not null);
        var home =
            FeedLinks.Alternate(channel, declaredBase ?? self) ?? FeedAddress.Resolve(channel.Attribute("href"), null);
        var title = channel.First("title", "dc:title", "media:title");
        return Of(
            title is null ? null : FeedTexts.Title(title, FeedTexts.IsAtom(channel)),
            channel.Line("dc:publisher"),
            CleanText.LanguageTag(channel.Line("language", "dc:language") ?? channel.Scope.Language),
            home,
            self,
            FeedPersons.Read(channel, "author", "dc:creator"),
            context
        ) with
        {
            Base = declaredBase ?? self ?? home,
        };
    }

    /// <summary>The head of a feed of any format.</summary>
    /// <param name="self">The feed's own address.</param>
    public static FeedHead Of(
        string? title,
        string? publisher,
        string? language,
        string? home,
        string? self,
        IReadOnlyList<FeedPerson> authors,
        ReadContext context
    )
    {
        var name = Shortened(title);
        var address = CanonicalUrl.Normalize(context.Url) ?? self;
        var named = CleanText.Line(context.Source) ?? Shortened(publisher) ?? name;
        var channel = name ?? (address is null ? null : new Uri(address).Host);
        return new FeedHead
        {
            Title = name,
            Home = home,
            Base = context.Url ?? self ?? home,
            Language = language,
            Source = SourceId.FromName(named) is var source && source == SourceId.Unknown ? null : source,
            Carrier = channel is null ? null : new Carrier(channel, address, context.Retrieved),
            Authors = authors,
        };
    }

    private static string? Shortened(string? text) =>
        text is { Length: > LongestTitle } ? text[..LongestTitle].TrimEnd() : text;
}
