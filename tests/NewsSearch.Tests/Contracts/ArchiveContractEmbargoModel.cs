using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Contracts;

public abstract partial class ArchiveContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_comes_in_whatever_order_readers_see_what_may_be_read(int seed)
    {
        const int articles = 10;
        var random = new Random(seed);
        var expected = Enumerable.Range(0, articles).ToDictionary(n => $"{n}", _ => new Expected());
        var archive = Open(_clock);
        try
        {
            for (var step = 0; step < 250; step++)
            {
                var id = $"{random.Next(articles)}";
                var one = expected[id];
                switch (random.Next(9))
                {
                    case 0:
                        await archive.DisposeAsync();
                        archive = Open(_clock);
                        break;
                    case 1 or 2:
                        _clock.Advance(TimeSpan.FromMinutes(random.Next(90)));
                        archive.Held.Release(Cancellation);
                        foreach (var due in expected.Values.Where(e => e.Until <= _clock.GetUtcNow()))
                            (due.Shown, due.IsWithdrawn, due.Held, due.Until) = (due.Held, false, null, null);
                        break;
                    case 3:
                        await SaveAsync(
                            archive,
                            Article(id, $"Kill {step}") with
                            {
                                Status = PublicationStatus.Canceled,
                            }
                        );
                        (one.IsWithdrawn, one.Held, one.Until) = (one.Shown is not null, null, null);
                        break;
                    case 4:
                        await SaveAsync(
                            archive,
                            Article(id, $"Stop {step}") with
                            {
                                Status = PublicationStatus.Withheld,
                            }
                        );
                        one.IsWithdrawn = one.Shown is not null;
                        (one.Held, one.Until) = (
                            one.Shown is null || one.Held is not null ? $"Stop {step}" : null,
                            null
                        );
                        break;
                    case 5 or 6:
                        await SaveAsync(archive, Article(id, $"Text {step}"));
                        (one.Shown, one.IsWithdrawn, one.Held, one.Until) = ($"Text {step}", false, null, null);
                        break;
                    default:
                        var until = _clock.GetUtcNow().AddMinutes(random.Next(1, 240));
                        await SaveAsync(archive, Article(id, $"Text {step}") with { EmbargoedUntil = until });
                        (one.Held, one.Until) = ($"Text {step}", until);
                        break;
                }
                AssertAre(expected, archive, step);
            }
        }
        finally
        {
            await archive.DisposeAsync();
        }
        Assert.Contains(expected.Values, e => e.IsShown);
    }

    private static void AssertAre(Dictionary<string, Expected> expected, IArchive archive, int step)
    {
        var shown = expected.Where(e => e.Value.IsShown).ToDictionary(e => e.Key, e => e.Value.Shown);
        var current = Current(archive).ToDictionary(c => c.Article.Id, c => c.Article.Headline);
        Assert.True(shown.Count == current.Count && shown.All(e => current[e.Key] == e.Value), $"step {step}");
        var held = archive.Held.List(99).ToDictionary(h => h.Article.Id, h => (h.Article.Headline, h.Until));
        var waiting = expected.Where(e => e.Value.Held is not null).ToList();
        Assert.True(
            waiting.Count == held.Count && waiting.All(e => held[e.Key] == (e.Value.Held, e.Value.Until)),
            $"step {step}"
        );
        Assert.Equal(waiting.Min(e => e.Value.Until), archive.Held.NextRelease);
        Assert.Equal(shown.Count, archive.Sources().Sum(s => s.Articles));
        foreach (var (id, one) in expected)
            Assert.Equal(one.Shown is null, archive.Find(id) is null);
    }

    /// <summary>What is to be seen of an article.</summary>
    private sealed class Expected
    {
        /// <summary>The headline that is or was public; null when nothing ever was.</summary>
        public string? Shown { get; set; }
        public bool IsWithdrawn { get; set; }
        public string? Held { get; set; }
        public DateTimeOffset? Until { get; set; }
        public bool IsShown => Shown is not null && !IsWithdrawn;
    }
}
