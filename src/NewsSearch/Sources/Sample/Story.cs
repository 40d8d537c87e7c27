using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsSearch.Sources.Sample;

/// <summary>A story put together from a template; one and the same for every outlet that prints it.</summary>
/// <param name="Headlines">All headlines that fit what happened, with this story's names; outlets choose.</param>
internal sealed record Story(
    StoryTemplate Template,
    string Place,
    string Author,
    IReadOnlyList<string> Headlines,
    IReadOnlyList<string> Paragraphs,
    string Caption
);

/// <summary>Chooses among a template's alternatives and fills its slots.</summary>
internal sealed partial class StoryWriter(StoryBook book, SeededRandom random)
{
    private readonly Dictionary<string, string> _names = [];

    /// <param name="happened">Day of the event; a weekday in the text is this one.</param>
    public Story Write(StoryTemplate template, DateTime happened)
    {
        var places = Two(book.Places);
        var people = Two(book.People);
        _names["place"] = places.First;
        _names["other"] = places.Second;
        _names["person"] = people.First;
        _names["second"] = people.Second;
        _names["org"] = template.Organization;
        _names["weekday"] = book.Weekdays[(int)happened.DayOfWeek];
        _names["month"] = random.Pick(book.Months);
        var happening = random.Pick(template.Events);
        var headlines = template.Headlines(happening);
        var first = random.Below(headlines.Count);
        return new Story(
            template,
            places.First,
            random.Pick(book.People),
            [.. headlines.Select((_, i) => Fill(headlines[(first + i) % headlines.Count]))],
            [
                .. Enumerable
                    .Range(0, StoryTemplate.Paragraphs)
                    .Select(p => Fill(random.Pick(template.Alternatives(p, happening)))),
            ],
            Fill(template.Caption)
        );
    }

    [GeneratedRegex(
        @"\{(n:(?<least>\d+)-(?<most>\d+)|(?<name>\w+))\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Slot();

    private string Fill(string text)
    {
        var filled = new StringBuilder(text.Length + 64);
        var from = 0;
        foreach (Match slot in Slot().Matches(text))
        {
            filled.Append(text, from, slot.Index - from);
            var value = ValueOf(slot);
            filled.Append(StartsSentence(filled) ? char.ToUpperInvariant(value[0]) + value[1..] : value);
            from = slot.Index + slot.Length;
        }
        return filled.Append(text, from, text.Length - from).ToString();
    }

    private string ValueOf(Match slot)
    {
        if (slot.Groups["name"].Success)
            return _names[slot.Groups["name"].Value];
        // The same span in headline and text is the same number.
        if (_names.TryGetValue(slot.Value, out var drawn))
            return drawn;
        var least = int.Parse(slot.Groups["least"].ValueSpan, CultureInfo.InvariantCulture);
        var most = int.Parse(slot.Groups["most"].ValueSpan, CultureInfo.InvariantCulture);
        return _names[slot.Value] = (least + random.Below(most - least + 1)).ToString(CultureInfo.InvariantCulture);
    }

    private static bool StartsSentence(StringBuilder text) =>
        text.Length == 0 || (text.Length > 1 && text[^1] == ' ' && text[^2] == '.');

    private (string First, string Second) Two(IReadOnlyList<string> names)
    {
        var first = random.Below(names.Count);
        var second = (first + 1 + random.Below(names.Count - 1)) % names.Count;
        return (names[first], names[second]);
    }
}
