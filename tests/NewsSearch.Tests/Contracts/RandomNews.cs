using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Contracts;

/// <summary>Random articles with awkward dates and several topics, from a small vocabulary so that queries hit.</summary>
internal sealed class RandomNews(int seed)
{
    public static readonly string[] Words =
    [
        "ceasefire",
        "talks",
        "Talk",
        "talking",
        "cocoa",
        "Turkey",
        "turkey",
        "TURKEY",
        "tariff",
        "tariffs",
        "the",
        "Zürich",
        "Zurich",
        "harvest",
        "harvests",
        "harvested",
        "wahl",
        "Wahlen",
        "إسرائيل",
        "اسرائيل",
        "مستشفى",
        "東京",
    ];

    // No lower-case letter: what follows a full stop and begins with one goes on with the sentence.
    private static readonly string[] Openings = [.. Words.Where(w => !char.IsLower(w[0]))];

    public static readonly string[] Sources = ["Asharq Al-Awsat", "The Daily", "Süd Kurier", "朝日", "Wire"];
    public static readonly string[] Topics =
    [
        "politics",
        "politics/elections",
        "politics/elections/local",
        "economy/trade",
        "economy",
        "sport",
        "medtop:01000000",
    ];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public ArchivedArticle Next(string id, long sequence, bool isFirst)
    {
        var published = Published();
        var article = new Article
        {
            Id = id,
            Source = SourceId.FromName(Pick(Sources)),
            Headline = _random.Next(20) == 0 ? null : Text(1, 5),
            Body = _random.Next(10) == 0 ? null : Text(1, 30),
            Topics = [.. Some(Topics, 3).Select(t => new Topic(t))],
            Authors = [.. Some(["Ann Lee", "Bo Li", "Elie Youssef"], 2)],
            Language = _random.Next(3) == 0 ? null : Pick(["en", "en", "de", "ja"]),
            Published = published,
            Retrieved = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(sequence),
            Completeness = Completeness.Full,
        };
        return new ArchivedArticle(sequence, isFirst, IsDeleted: false, article, article.Retrieved);
    }

    public string Pick(string[] values) => values[_random.Next(values.Length)];

    public IEnumerable<string> Some(string[] values, int most) =>
        Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Pick(values)).Distinct();

    // Sentences and paragraphs of a few words; the next sentence begins with a capital so that its start can be seen.
    private string Text(int least, int most)
    {
        var text = new StringBuilder();
        for (var left = _random.Next(least, most + 1); left > 0; left--)
        {
            var isFirst = text.Length == 0 || text[^1] is '\n' or ' ' && text.Length > 1 && text[^2] == '.';
            text.Append(isFirst ? Pick(Openings) : Pick(Words));
            text.Append(
                left == 1
                    ? "."
                    : _random.Next(12) switch
                    {
                        0 => ".\n\n",
                        1 or 2 => ". ",
                        _ => " ",
                    }
            );
        }
        return text.ToString();
    }

    private PublishedDate? Published()
    {
        // Instants near midnights, year ends and changes of daylight saving, besides plain days.
        var day = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(500));
        return _random.Next(10) switch
        {
            0 => null,
            1 => new PublishedDate(new DateTimeOffset(day.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Year),
            2 => new PublishedDate(
                new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero),
                DatePrecision.Month
            ),
            3 or 4 => new PublishedDate(day, DatePrecision.Day),
            5 => new PublishedDate(null, DatePrecision.Second, "text", "31 Foo 2099"),
            6 => new PublishedDate(day.AddMinutes(-_random.Next(240)), DatePrecision.Second),
            _ => new PublishedDate(day.AddSeconds(_random.Next(86_400)), DatePrecision.Second),
        };
    }
}
