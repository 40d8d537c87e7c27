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

    public static readonly string[] Authors = ["Ann Lee", "Bo Li", "Elie Youssef"];
    public static readonly string[] Languages = ["en", "de", "ja"];
    public static readonly string[] Sections = ["World", "Sport"];
    public static readonly string[] Genres = ["Feature", "Opinion"];
    public static readonly string[] Places = ["Paris", "Gaza", "New York"];
    public static readonly string[] Channels = ["inkl", "feed"];

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
            Authors = [.. Some(Authors, 2)],
            Language = _random.Next(3) == 0 ? null : Pick(Languages),
            Section = Some(Sections, 1).FirstOrDefault(),
            Genre = Some(Genres, 1).FirstOrDefault(),
            Places = [.. Some(Places, 2)],
            Via = [.. Some(Channels, 2).Select(c => new Carrier(c, null, null))],
            Published = published,
            Modified = _random.Next(3) == 0 ? null : Moment(),
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
            7 => new PublishedDate(Moment(), DatePrecision.Second),
            _ => new PublishedDate(day.AddSeconds(_random.Next(86_400)), DatePrecision.Second),
        };
    }

    // Within two hours of a change of some clock: New York, Berlin, Lord Howe. Several share one moment.
    private DateTimeOffset Moment() =>
        DateTimeOffset
            .Parse(
                Pick([
                    "2023-03-12T07:00Z",
                    "2023-11-05T06:00Z",
                    "2023-03-26T01:00Z",
                    "2023-04-01T15:00Z",
                    "2023-03-12T05:00Z",
                ]),
                System.Globalization.CultureInfo.InvariantCulture
            )
            .AddMinutes(15 * _random.Next(-8, 9));
}
