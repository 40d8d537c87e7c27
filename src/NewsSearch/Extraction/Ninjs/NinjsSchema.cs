using System.Globalization;

namespace NewsSearch.Extraction.Ninjs;

/// <summary>A member that an object may have.</summary>
/// <param name="Name">Its name, or the beginning of it.</param>
/// <param name="Kind">What its value must be, as in <see cref="NinjsTables"/>.</param>
/// <param name="Since">The minor version since which it is known.</param>
internal sealed record NinjsMember(string Name, string Kind, bool IsRequired, int Since);

/// <summary>What an object of one type may have.</summary>
internal sealed class NinjsType(bool isOpen)
{
    public bool IsOpen => isOpen;

    public Dictionary<string, NinjsMember> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Members of which only the beginning of the name is fixed.</summary>
    public List<NinjsMember> Beginnings { get; } = [];

    /// <summary>Of one of these sets exactly one member must be there.</summary>
    public List<string[]> ExactlyOne { get; } = [];

    public NinjsMember? Find(string name) =>
        Members.TryGetValue(name, out var member)
            ? member
            : Beginnings.Find(b =>
                name.Length > b.Name.Length
                && name.StartsWith(b.Name, StringComparison.Ordinal)
                && char.IsAsciiLetterOrDigit(name[b.Name.Length]) | name[b.Name.Length] == '_'
            );
}

/// <summary>One generation of ninjs: its types, read from its table.</summary>
internal sealed class NinjsSchema
{
    private readonly Dictionary<string, NinjsType> _types = new(StringComparer.Ordinal);

    private NinjsSchema(string table)
    {
        NinjsType? type = null;
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0)
                continue;
            if (line[0] != ' ')
                type = Begin(words);
            else if (words[0] == "=")
                type!.ExactlyOne.AddRange(string.Join(' ', words[1..]).Split(" / ").Select(s => s.Split(' ')));
            else
                Add(type!, words[0], words[1]);
        }
    }

    /// <summary>The generations 1, 2 and 3.</summary>
    public static IReadOnlyList<NinjsSchema> Generations { get; } =
    [new(NinjsTables.First), new(NinjsTables.Second), new(NinjsTables.Third)];

    public NinjsType? Type(string name) => _types.GetValueOrDefault(name);

    private NinjsType Begin(string[] words)
    {
        var type = new NinjsType(words.Contains("open"));
        if (words.Length > 2 && words[1] == ":")
        {
            foreach (var (name, member) in _types[words[2]].Members)
                type.Members.Add(name, member);
        }
        return _types[words[0]] = type;
    }

    private static void Add(NinjsType type, string name, string kind)
    {
        var parts = name.Split('@');
        var since = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var bare = parts[0].TrimEnd('!', '*');
        var member = new NinjsMember(bare, kind, parts[0].EndsWith('!'), since);
        if (parts[0].EndsWith('*'))
            type.Beginnings.Add(member);
        else
            type.Members[bare] = member;
    }
}
