using System.Globalization;

namespace NewsSearch.Sources.Sample;

/// <summary>An article of the sample before it becomes a line of JSON.</summary>
/// <param name="Published">ISO 8601 with the outlet's precision; null for the undated article.</param>
internal sealed record SampleArticle(
    Outlet Outlet,
    string Id,
    Story Story,
    string Headline,
    IReadOnlyList<string> Paragraphs,
    string? Byline,
    string? Author,
    string? Published,
    string? Modified,
    string Genre,
    bool HasImage,
    bool HasMediaTopic
);

/// <summary>The sample's articles one after the other: always the same, none held.</summary>
internal static class SampleArticles
{
    private const int FirstYear = 2019;
    private const int Years = 7;
    private const ulong Seed = 1_000_003;

    /// <summary>The one article that bears no date.</summary>
    private const string UndatedId = "tribune-0007";

    public static IEnumerable<SampleArticle> All()
    {
        var books = Outlet
            .All.Select(o => o.StoryLanguage)
            .Distinct()
            .ToDictionary(language => language, StoryBook.Load);
        var rounds = Outlet.All.Max(o => o.Articles);
        for (var round = 0; round < rounds; round++)
            foreach (var (index, outlet) in Outlet.All.Index().Where(o => round < o.Item.Articles))
            {
                var random = new SeededRandom(Seed * (ulong)(index + 1) + (ulong)round);
                var time = Time(random);
                var book = books[outlet.StoryLanguage];
                var templates = book.Stories.Where(s => outlet.Topics is [] || outlet.Topics.Contains(s.Topic));
                var story = new StoryWriter(book, random).Write(templates.ElementAt(round % templates.Count()), time);
                yield return Original(outlet, round + 1, story, time, random);
                if (outlet == Outlet.Agency)
                    foreach (var copy in Copies(round, story, time, random))
                        yield return copy;
            }
    }

    private static SampleArticle Original(Outlet outlet, int number, Story story, DateTime time, SeededRandom random)
    {
        var id = $"{outlet.Host[..outlet.Host.IndexOf('.', StringComparison.Ordinal)]}-{number:D4}";
        var signed = random.Below(5) > 0;
        var revised = outlet.Dates == OutletDates.Second && random.Below(8) == 0;
        return new SampleArticle(
            outlet,
            id,
            story,
            story.Headlines[0],
            story.Paragraphs,
            signed ? Byline(outlet, story) : null,
            signed ? story.Author : null,
            id == UndatedId ? null : Date(outlet, time),
            revised ? Date(outlet, time.AddMinutes(20 + random.Below(900))) : null,
            random.Below(6) == 0 ? "Analysis" : "News",
            HasImage: random.Below(2) == 0,
            HasMediaTopic: random.Below(3) == 0
        );
    }

    // Four stories in turn are printed by three outlets, one, two and none: with other headlines and shortened ends.
    private static IEnumerable<SampleArticle> Copies(int round, Story story, DateTime time, SeededRandom random)
    {
        var printed = (round % 4) switch
        {
            0 => 3,
            1 => 1,
            2 => 2,
            _ => 0,
        };
        for (var copy = 0; copy < printed; copy++)
        {
            var outlet = Outlet.Subscribers[(round + copy) % Outlet.Subscribers.Count];
            var host = outlet.Host[..outlet.Host.IndexOf('.', StringComparison.Ordinal)];
            yield return new SampleArticle(
                outlet,
                $"{host}-hw-{round + 1:D4}",
                story,
                story.Headlines[1 + copy % (story.Headlines.Count - 1)],
                [.. story.Paragraphs.Take(StoryTemplate.Paragraphs - copy % 3)],
                Outlet.Agency.Name,
                Author: null,
                Date(
                    outlet,
                    time.AddHours(outlet.Offset - Outlet.Agency.Offset).AddMinutes(25 + random.Below(20 * 60))
                ),
                Modified: null,
                "News",
                HasImage: copy == 1,
                HasMediaTopic: false
            );
        }
    }

    private static DateTime Time(SeededRandom random)
    {
        var first = new DateTime(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var days = (first.AddYears(Years) - first).Days;
        // The last day is left out: a copy that is printed the next day still falls into the last year.
        return first.AddDays(random.Below(days - 2)).AddSeconds(5 * 3600 + random.Below(17 * 3600));
    }

    private static string Date(Outlet outlet, DateTime time) =>
        outlet.Dates switch
        {
            OutletDates.Year => time.ToString("yyyy", CultureInfo.InvariantCulture),
            OutletDates.Month => time.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            OutletDates.Day => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => new DateTimeOffset(time, TimeSpan.FromHours(outlet.Offset)).ToString(
                "yyyy-MM-dd'T'HH:mm:sszzz",
                CultureInfo.InvariantCulture
            ),
        };

    private static string Byline(Outlet outlet, Story story) =>
        outlet.StoryLanguage switch
        {
            "en" => $"By {story.Author} in {story.Place}",
            "de" => $"Von {story.Author}",
            "es" => $"Por {story.Author}",
            "ar" => $"{story.Place} - {story.Author}",
            _ => story.Author,
        };
}
