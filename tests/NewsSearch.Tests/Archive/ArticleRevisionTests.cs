using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Archive;

public sealed class ArticleRevisionTests
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly Article Full = new()
    {
        Id = "1",
        Source = SourceId.FromName("The Daily"),
        Headline = "Bridge reopens",
        Body = "The bridge over the river reopened on Saturday.\n\nEighty people worked on it.",
        Url = "https://daily.example/2024/bridge-reopens",
        Retrieved = Noon,
        Completeness = Completeness.Full,
    };

    private static readonly Article Excerpt = Full with
    {
        Body = "The bridge over the river reopened.",
        Completeness = Completeness.Excerpt,
    };

    private static readonly Article Headline = Full with { Body = null, Completeness = Completeness.Headline };

    [Fact]
    public void Less_never_replaces_more_and_more_is_a_version()
    {
        var archive = new OneArticle();
        Assert.Equal(IngestOutcome.Created, archive.Take(Headline, "sitemap"));
        Assert.Equal(IngestOutcome.Updated, archive.Take(Excerpt, "feed"));
        Assert.Equal(IngestOutcome.Updated, archive.Take(Full, "html"));
        Assert.Equal(IngestOutcome.Unchanged, archive.Take(Headline, "sitemap"));
        Assert.Equal(IngestOutcome.Unchanged, archive.Take(Excerpt, "feed"));
        Assert.Equal(IngestOutcome.Merged, archive.Take(Excerpt with { Section = "Local" }, "feed"));
        Assert.Equal((3, Full.Body, "Local"), (archive.Stored!.Version, archive.Stored.Body, archive.Stored.Section));
    }

    [Fact]
    public void A_headline_that_a_feed_changes_is_a_version_that_keeps_the_text()
    {
        var archive = new OneArticle();
        archive.Take(Excerpt, "feed");
        archive.Take(Full, "html");
        Assert.Equal(IngestOutcome.Updated, archive.Take(Excerpt with { Headline = "Bridge reopens late" }, "feed"));
        Assert.Equal(("Bridge reopens late", Full.Body), (archive.Stored!.Headline, archive.Stored.Body));
        Assert.Equal(ArticleChanges.Headline, archive.Changed);
    }

    [Fact]
    public void Two_channels_that_word_a_text_differently_do_not_take_turns()
    {
        var archive = new OneArticle();
        var fromFeed = Full with { Body = Full.Body + "\n\nThe post appeared first on The Daily." };
        archive.Take(Full, "html");
        Assert.Equal(IngestOutcome.Updated, archive.Take(fromFeed, "feed"));
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(IngestOutcome.Unchanged, archive.Take(Full, "html"));
            Assert.Equal(IngestOutcome.Unchanged, archive.Take(fromFeed, "feed"));
        }
        Assert.Equal(2, archive.Stored!.Version);
    }

    [Fact]
    public void A_channel_that_carries_only_the_beginning_changes_nothing_and_the_whole_text_is_a_version()
    {
        var beginning = Full with { Body = Full.Body!.Split('\n')[0] };
        var archive = new OneArticle();
        archive.Take(Full, "html");
        Assert.Equal(IngestOutcome.Unchanged, archive.Take(beginning, "wire"));
        var other = new OneArticle();
        other.Take(beginning, "wire");
        Assert.Equal(IngestOutcome.Updated, other.Take(Full, "html"));
        Assert.Equal(archive.Stored!.Body, other.Stored!.Body);
    }

    [Fact]
    public void A_channel_that_goes_back_to_a_former_text_makes_a_version()
    {
        var archive = new OneArticle();
        foreach (var headline in new[] { "A", "B", "A" })
            archive.Take(Full with { Headline = headline }, "html");
        Assert.Equal((3, "A"), (archive.Stored!.Version, archive.Stored.Headline));
    }

    [Fact]
    public void White_space_and_the_parameters_of_pictures_make_no_version()
    {
        var archive = new OneArticle();
        var pictured = Full with { Images = [new ArticleImage("https://daily.example/i.jpg?w=640", "A bridge", null)] };
        archive.Take(pictured, "html");
        var again = pictured with
        {
            Body = pictured.Body!.Replace(" ", "  ", StringComparison.Ordinal) + " \n",
            Images = [new ArticleImage("https://daily.example/i.jpg?w=1280", "A bridge", null)],
            Retrieved = Noon.AddDays(1),
        };
        Assert.Equal(IngestOutcome.Unchanged, archive.Take(again, "html"));
    }

    [Fact]
    public void What_is_known_in_parts_is_the_same_article_in_any_order()
    {
        var random = new Random(17);
        for (var round = 0; round < 300; round++)
        {
            var parts = Parts(random);
            var expected = TakeAll(parts);
            for (var n = 0; n < 6; n++)
            {
                random.Shuffle(parts);
                var other = TakeAll(parts);
                Assert.Equal(ArticleChanges.None, ArticleComparison.Between(expected, other));
                Assert.Equal(expected.Via.Select(v => v.Name).Order(), other.Via.Select(v => v.Name).Order());
                Assert.Equal(expected.Identifiers.Order(), other.Identifiers.Order());
            }
        }
    }

    [Fact]
    public void Everything_again_changes_nothing_and_no_channel_is_lost()
    {
        var random = new Random(23);
        for (var round = 0; round < 300; round++)
        {
            var archive = new OneArticle();
            var parts = Parts(random);
            foreach (var part in parts)
                archive.Take(part.Article, part.Channel);
            var (version, via) = (archive.Stored!.Version, archive.Stored.Via.Count);
            foreach (var part in parts)
                Assert.Equal(IngestOutcome.Unchanged, archive.Take(part.Article, part.Channel));
            Assert.Equal((version, via), (archive.Stored!.Version, archive.Stored.Via.Count));
            Assert.Superset(parts.SelectMany(p => p.Article.Via).ToHashSet(), archive.Stored.Via.ToHashSet());
        }
    }

    private static Article TakeAll((Article Article, string Channel)[] parts)
    {
        var archive = new OneArticle();
        foreach (var part in parts)
            archive.Take(part.Article, part.Channel);
        return archive.Stored!;
    }

    // Each channel knows a part of one article; what two of them know, they know alike.
    private static (Article Article, string Channel)[] Parts(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(2, 6))
                .Select(n =>
                {
                    var article = random.Next(3) switch
                    {
                        0 => Full,
                        1 => Excerpt,
                        _ => Headline,
                    };
                    return (
                        article with
                        {
                            Via = [new Carrier($"channel {n}", null, Noon)],
                            Identifiers = random.Next(2) == 0 ? [$"guid-{n}"] : [],
                            Section = random.Next(2) == 0 ? "Local" : null,
                            Byline = random.Next(2) == 0 ? "By Ann Low" : null,
                            Authors = random.Next(2) == 0 ? ["Ann Low"] : [],
                            Topics = random.Next(2) == 0 ? [new Topic("transport/roads")] : [],
                            Language = random.Next(2) == 0 ? "en" : null,
                            Published = random.Next(3) switch
                            {
                                0 => new PublishedDate(Noon, DatePrecision.Second, "feed"),
                                1 => new PublishedDate(Noon.AddHours(-12), DatePrecision.Day, "url"),
                                _ => null,
                            },
                        },
                        $"format{n}"
                    );
                }),
        ];

    private sealed class OneArticle
    {
        private IReadOnlyList<Delivery> _seen = [];

        public Article? Stored { get; private set; }
        public ArticleChanges Changed { get; private set; }

        public IngestOutcome Take(Article article, string channel)
        {
            var now = Delivery.Of(article, channel);
            var revision = ArticleRevision.Decide(Stored, _seen, article, now);
            _seen = Delivery.Read(Delivery.Write(Delivery.Remember(_seen, now)));
            Stored = revision.Store ?? Stored;
            Changed = revision.Changed;
            return revision.Outcome;
        }
    }
}
