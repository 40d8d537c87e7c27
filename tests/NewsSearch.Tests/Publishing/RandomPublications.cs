using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Publishing;
using NewsSearch.Tests.Extraction;

namespace NewsSearch.Tests.Publishing;

/// <summary>Random articles with all that is awkward in a format: markup, escapes, blanks, other scripts, partial dates.</summary>
internal sealed class RandomPublications(int seed)
{
    private static readonly string[] Words =
    [
        "talks",
        "<b>bold</b>",
        "R&D",
        "&nbsp;",
        "]]>",
        "\"quoted\"",
        "it's",
        "{brace}",
        "100%",
        "back\\slash",
        "$5_000#",
        "العربية",
        "«اقتباس»",
        "\u200Fاتجاه",
        "東京",
        "e\u0301clair",
        "👩‍🚀",
        "a\u00A0b",
        "tab\tbed",
        "two  blanks",
        "plain",
        "–",
    ];

    private static readonly string[] Persons = ["Ann Lee", "Élie van der Berg", "ليلى حداد", "O'Neil & Sons", "Li"];

    private static readonly Topic[] Topics =
    [
        new("medtop:20000639", "diplomacy", "medtop"),
        new("medtop:01000000", null, "medtop"),
        new("subj:04000000", "economy", "subj"),
        new("politics/elections/local"),
        new("economy"),
        new("cocoa", null, "reuters"),
        new("a b:c_d", "A & B <c>", "own scheme"),
        new("سياسة/انتخابات", "انتخابات"),
    ];

    private readonly Random _random = new(seed);

    public Publication Next()
    {
        var published = Published();
        var url = Maybe(() => "https://news.example/a?x=1&y=" + _random.Next(1000));
        var identifiers = Enumerable.Range(0, _random.Next(3)).Select(i => $"urn:example:{_random.Next()}:<{i}>&");
        var authors = Some(Persons);
        var article = new Article
        {
            Id = Guid.NewGuid().ToString("N"),
            Source = SourceId.FromName(Pick(["Example & Co", "الشرق الأوسط", "The Daily <i>"])),
            Identifiers = [.. identifiers],
            Headline = _random.Next(8) == 0 ? null : Line(),
            Subheadline = Maybe(Line),
            Body = string.Join("\n\n", Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Paragraph())),
            Byline = authors.Count == 0 ? null : Maybe(() => "By " + string.Join(" and ", authors)),
            Authors = authors,
            Dateline = Maybe(() => Pick(["Geneva", "غزة", "New York"])),
            Section = Maybe(() => Pick(["World/Asia", "Sport & more", "اقتصاد"])),
            Genre = Maybe(() => Pick(["Analysis", "R&D <x>"])),
            Language = Maybe(() => Pick(["en", "ar", "pt-BR"])),
            Topics = Some(Topics),
            Keywords = Some(["peace talks", "a/b", "<k>&", "كلمة"]),
            Places = Some(["Geneva", "São Paulo", "القدس"]),
            Images = [.. Enumerable.Range(0, _random.Next(3)).Select(Image)],
            Published = published,
            Modified = published?.Value is { } value ? Maybe(() => value.AddDays(400).AddSeconds(7)) : null,
            Retrieved = Reading.Retrieved,
            Url = url,
            // Behind the publication by more than a day: NITF tells an embargo from a date of publication by that.
            EmbargoedUntil = published?.Value is { } date ? Maybe(() => date.AddDays(500).AddSeconds(3)) : null,
            Status = (PublicationStatus)(
                _random.Next(6) switch
                {
                    0 => 2,
                    1 => 3,
                    _ => 0,
                }
            ),
            Completeness = _random.Next(4) == 0 ? Completeness.Excerpt : Completeness.Full,
        };
        return new Publication(article, "https://archive.example/articles/" + article.Id)
        {
            IsHeld = _random.Next(2) == 0,
        };
    }

    private ArticleImage Image(int index) =>
        new(
            "https://news.example/" + index + ".jpg",
            Maybe(Line),
            // A caption without a credit is searched for one.
            "Photo & <" + index + ">"
        );

    private PublishedDate? Published()
    {
        var day = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(1000));
        return _random.Next(6) switch
        {
            0 => null,
            1 => new(new(day.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Year),
            2 => new(new(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Month),
            3 => new(day, DatePrecision.Day),
            4 => new(day, DatePrecision.Second),
            _ => new(day.AddSeconds(_random.Next(86_400)).AddMilliseconds(250), DatePrecision.Second),
        };
    }

    private string Line() => CleanText.Line(Text())!;

    // As the archive keeps it; a line of its own within a paragraph only where there are several paragraphs.
    private string Paragraph() => Text().Trim();

    private string Text() => string.Join(' ', Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Pick(Words)));

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    private List<T> Some<T>(T[] values) => [.. values.Where(_ => _random.Next(3) == 0)];

    private string? Maybe(Func<string> value) => _random.Next(2) == 0 ? null : value();

    private DateTimeOffset? Maybe(Func<DateTimeOffset> value) => _random.Next(2) == 0 ? null : value();
}
