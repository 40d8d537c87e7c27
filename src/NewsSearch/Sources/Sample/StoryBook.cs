namespace NewsSearch.Sources.Sample;

/// <summary>
/// Templates of one language, from an embedded text file: lists (<c>@places</c> …) and stories. A story's lines begin
/// with H (headline), 1 to 4 (alternatives of a paragraph), K (keywords) or C (caption).
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
                (story ?? throw new InvalidDataException($"No story precedes: {line}")).Add(key[0], value);
        }
    }

    public IReadOnlyList<StoryTemplate> Stories => _stories;
    public IReadOnlyList<string> Places => _lists["places"];
    public IReadOnlyList<string> People => _lists["people"];
    public IReadOnlyList<string> Organizations => _lists["orgs"];

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

    private readonly List<string>[] _paragraphs = [.. Enumerable.Range(0, Paragraphs).Select(_ => new List<string>())];

    public required string Topic { get; init; }
    public required string Section { get; init; }

    /// <summary>Code of the IPTC Media Topic, and its name in the story's language.</summary>
    public required (string Code, string Name) MediaTopic { get; init; }

    public List<string> Headlines { get; } = [];
    public IReadOnlyList<string> Keywords { get; private set; } = [];
    public string Caption { get; private set; } = "";

    public IReadOnlyList<string> Alternatives(int paragraph) => _paragraphs[paragraph];

    public static StoryTemplate Parse(string header)
    {
        var parts = header.Split('|', StringSplitOptions.TrimEntries);
        var space = parts[2].IndexOf(' ');
        return new StoryTemplate
        {
            Topic = parts[0],
            Section = parts[1],
            MediaTopic = (parts[2][..space], parts[2][(space + 1)..]),
        };
    }

    public void Add(char key, string value)
    {
        if (key == 'H')
            Headlines.Add(value);
        else if (key == 'K')
            Keywords = StoryBook.Items(value);
        else if (key == 'C')
            Caption = value;
        else
            _paragraphs[key - '1'].Add(value);
    }
}
