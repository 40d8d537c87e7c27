namespace NewsSearch.Sources.Sample;

/// <summary>
/// Templates of one language, from an embedded text file: lists (<c>@places</c> …) and stories, each headed by
/// topic, section, IPTC Media Topic and the organization that speaks in it. A story's lines begin
/// with H (headline), 1 to 4 (alternatives of a paragraph), K (keywords) or C (caption). Letters behind it name the
/// events that the line fits (<c>2ac</c>); without letters it fits all events of the story.
/// </summary>
internal sealed class StoryBook
{
    private readonly Dictionary<string, string[]> _lists = [];
    private readonly List<StoryTemplate> _stories = [];

    private StoryBook(TextReader text)
    {
        StoryTemplate? story = null;
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (key, value) = Split(line, ' ');
            if (key == "@story")
                _stories.Add(story = StoryTemplate.Parse(value));
            else if (key[0] == '@')
                _lists[key[1..]] = Items(value);
            else
                (story ?? throw new InvalidDataException($"No story precedes: {line}")).Add(key[0], key[1..], value);
        }
    }

    public IReadOnlyList<StoryTemplate> Stories => _stories;
    public IReadOnlyList<string> Places => _lists["places"];
    public IReadOnlyList<string> People => _lists["people"];

    /// <summary>Twelve names, January first.</summary>
    public IReadOnlyList<string> Months => _lists["months"];

    /// <summary>Seven names, Sunday first.</summary>
    public IReadOnlyList<string> Weekdays => _lists["weekdays"];

    public static StoryBook Load(string language)
    {
        var name = $"NewsSearch.Sources.Sample.stories.{language}.txt";
        using var resource =
            typeof(StoryBook).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The assembly lacks {name}.");
        using var text = new StreamReader(resource);
        return new StoryBook(text);
    }

    public static string[] Items(string list) => list.Split(';', StringSplitOptions.TrimEntries);

    private static (string Key, string Value) Split(string line, char separator)
    {
        var at = line.IndexOf(separator);
        return (line[..at], line[(at + 1)..].Trim());
    }
}

/// <summary>The alternatives from which a story is put together.</summary>
internal sealed class StoryTemplate
{
    public const int Paragraphs = 4;

    private readonly List<StoryText> _headlines = [];
    private readonly List<StoryText>[] _paragraphs =
    [
        .. Enumerable.Range(0, Paragraphs).Select(_ => new List<StoryText>()),
    ];

    public required string Topic { get; init; }
    public required string Section { get; init; }

    /// <summary>The body that speaks in stories of this kind.</summary>
    public required string Organization { get; init; }

    /// <summary>Code of the IPTC Media Topic, and its name in the story's language.</summary>
    public required (string Code, string Name) MediaTopic { get; init; }

    /// <summary>What may have happened, one letter each.</summary>
    public IReadOnlyList<char> Events => [.. _paragraphs[0].SelectMany(p => p.Events).Distinct()];

    public IReadOnlyList<string> Keywords { get; private set; } = [];
    public string Caption { get; private set; } = "";

    public IReadOnlyList<string> Headlines(char happened) => Fitting(_headlines, happened);

    public IReadOnlyList<string> Alternatives(int paragraph, char happened) =>
        Fitting(_paragraphs[paragraph], happened);

    public static StoryTemplate Parse(string header)
    {
        var parts = header.Split('|', StringSplitOptions.TrimEntries);
        var space = parts[2].IndexOf(' ');
        return new StoryTemplate
        {
            Topic = parts[0],
            Section = parts[1],
            Organization = parts[3],
            MediaTopic = (parts[2][..space], parts[2][(space + 1)..]),
        };
    }

    public void Add(char kind, string events, string text)
    {
        if (kind == 'H')
            _headlines.Add(new StoryText(events, text));
        else if (kind == 'K')
            Keywords = StoryBook.Items(text);
        else if (kind == 'C')
            Caption = text;
        else
            _paragraphs[kind - '1'].Add(new StoryText(events, text));
    }

    private static IReadOnlyList<string> Fitting(List<StoryText> texts, char happened) =>
        [.. texts.Where(t => t.Events.Length == 0 || t.Events.Contains(happened)).Select(t => t.Text)];

    private sealed record StoryText(string Events, string Text);
}
