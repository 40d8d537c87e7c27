using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>An article as JSON that a test takes in.</summary>
/// <param name="Until">Its release; null for one that is public at once.</param>
internal sealed record EmbargoedItem(int Number, DateTimeOffset? Until)
{
    /// <summary>What all of them have in common.</summary>
    public const string Word = "disclosure";

    /// <summary>What stands in each of its fields, and in no other item.</summary>
    public string Token { get; } = $"quill{Number}x";
    public string Text { get; init; } = "";
    public string Id { get; set; } = "";
    public string Headline => $"Disclosure of {Token}";
    public string Source => $"Outlet {Token}";
    public string SourceId => $"outlet-{Token}";

    public string Line() =>
        JsonSerializer.Serialize(
            new
            {
                id = $"own{Number}",
                source = Source,
                title = Headline,
                authors = new[] { $"Ann {Token}" },
                topics = new[] { $"topic {Token}" },
                section = $"Section {Token}",
                published = Until ?? new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
                text = $"The {Word} of {Token} is told. {Text}",
                embargoedUntil = Until,
            }
        );
}
