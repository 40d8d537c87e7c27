using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Someone whom a feed names as author.</summary>
/// <param name="Name">The name as it is written.</param>
/// <param name="IsStructured">True when the feed says that this is one name, not a credit line.</param>
internal sealed record FeedPerson(string Name, bool IsStructured);

/// <summary>Reads authors, with or without their mail addresses.</summary>
internal static partial class FeedPersons
{
    private const int LongestName = 200;
    private const int MostPersons = 100;

    /// <summary>The persons in all children of these names.</summary>
    public static List<FeedPerson> Read(MarkupNode node, params string[] names)
    {
        var persons = new List<FeedPerson>();
        foreach (var child in node.Children)
        {
            if (persons.Count < MostPersons && Array.IndexOf(names, child.Name) >= 0 && Person(child) is { } person)
                Add(persons, person);
        }
        return persons;
    }

    /// <summary>Writes credit line and authors; who has the publisher's name is none.</summary>
    public static void Apply(ArticleDraft draft, IReadOnlyList<FeedPerson> persons, string? publisher)
    {
        var named = persons.Where(p => !string.Equals(p.Name, publisher, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0)
            return;
        draft.Byline = string.Join(", ", named.Select(p => p.Name));
        foreach (var person in named)
        {
            var read = Bylines.Authors(person.Name);
            if (read.Count > 0)
                draft.Authors.AddRange(read);
            else if (person.IsStructured && !person.Name.Contains('@'))
                draft.Authors.Add(person.Name);
        }
    }

    /// <summary>The name in "jane@example.org (Jane Doe)" and "Jane Doe &lt;jane@example.org&gt;".</summary>
    public static string? Name(string? text)
    {
        if (CleanText.Line(text) is not { Length: <= LongestName } line)
            return null;
        foreach (var pattern in (Regex[])[MailThenName(), NameThenMail()])
        {
            if (
                pattern.Match(line) is { Success: true } match
                && CleanText.Line(match.Groups["name"].Value) is { } name
            )
                return name;
        }
        return line;
    }

    private static FeedPerson? Person(MarkupNode node)
    {
        if (node.First("name", "title", "rdf:value") is { } named)
            return Name(MarkupText.Plain(named)) is { } structured ? new FeedPerson(structured, true) : null;
        // An author of Atom without name; the mail address is not a credit.
        if (node.First("email", "uri", "url") is not null)
            return null;
        return Name(HtmlFragment.Line(MarkupText.EscapedHtml(node))) is { } name ? new FeedPerson(name, false) : null;
    }

    private static void Add(List<FeedPerson> persons, FeedPerson person)
    {
        if (!persons.Exists(p => string.Equals(p.Name, person.Name, StringComparison.OrdinalIgnoreCase)))
            persons.Add(person);
    }

    [GeneratedRegex(
        @"^(?:mailto:)?[^\s@()<>]+@[^\s@()<>]+\s*[(<](?<name>[^()<>]+)[)>]?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex MailThenName();

    [GeneratedRegex(
        @"^""?(?<name>[^()<>@""]+)""?\s*[(<]\s*(mailto:)?[^\s@()<>]+@[^\s@()<>]+\s*[)>]?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex NameThenMail();
}
