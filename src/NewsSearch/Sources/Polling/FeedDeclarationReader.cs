using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Xml;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Sources.Polling;

/// <summary>
/// Reads the declaration of a feed from a JSON object, the same for the API and the settings file:
/// <c>{"url": "https://…", "source": "…", "via": "…", "interval": "PT30M", "fullText": false, "enabled": true}</c>.
/// </summary>
public static class FeedDeclarationReader
{
    /// <summary>Shortest interval that may be declared.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Longest interval that may be declared.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const int LongestUrl = 2_048;
    private const int LongestName = 200;

    private static readonly string[] Members = ["url", "source", "via", "interval", "fullText", "enabled"];

    /// <summary>The declaration; members that are absent keep what <paramref name="basis"/> has, null takes a value out.</summary>
    /// <param name="basis">What was declared before; null for a new feed, which must name its address.</param>
    /// <exception cref="FeedDeclarationException">The object cannot be used, and why.</exception>
    public static FeedDeclaration Read(JsonElement entry, FeedDeclaration? basis)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw new FeedDeclarationException(
                "feed",
                null,
                "A feed is declared as a JSON object with the member \"url\"."
            );
        var feed = basis ?? new FeedDeclaration("");
        foreach (var member in entry.EnumerateObject())
        {
            feed = member.Name switch
            {
                "url" => feed with { Url = Url(member) },
                "source" => feed with { Source = Name(member) },
                "via" => feed with { Via = Name(member) },
                "interval" => feed with { Interval = Interval(member) },
                "fullText" => feed with { FullText = Flag(member) },
                "enabled" => feed with { IsEnabled = Flag(member) },
                _ => throw FeedDeclarationException.Unknown(member.Name, Members),
            };
        }
        return feed.Url.Length > 0
            ? feed
            : throw new FeedDeclarationException("url", null, "\"url\" is missing: give the address of the feed.");
    }

    /// <summary>The id of a feed that is declared with this address.</summary>
    public static string Id(string url) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(url)).ToString("x16");

    private static string Url(JsonProperty member)
    {
        var text = Text(member);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !WebFetcher.IsWeb(url))
            throw Wrong(member, "is no http or https address.");
        if (url.UserInfo.Length > 0)
            throw Wrong(member, "holds a password, which would be shown to every admin: give an address without.");
        // The place in a document is not sent to its server.
        var address = url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return address.Length <= LongestUrl ? address : throw Wrong(member, $"is longer than {LongestUrl} characters.");
    }

    private static string? Name(JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return null;
        var text = Text(member)?.Trim();
        return text is { Length: > 0 and <= LongestName } && !text.Any(char.IsControl)
            ? text
            : throw Wrong(member, $"is no name of 1 to {LongestName} characters.");
    }

    private static TimeSpan? Interval(JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return null;
        TimeSpan interval;
        try
        {
            interval = XmlConvert.ToTimeSpan(Text(member) ?? "");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Wrong(member, "is no ISO 8601 duration such as PT30M.");
        }
        return interval >= Shortest && interval <= Longest
            ? interval
            : throw Wrong(
                member,
                $"is not between {XmlConvert.ToString(Shortest)} and {XmlConvert.ToString(Longest)}."
            );
    }

    private static bool Flag(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? member.Value.GetBoolean()
            : throw Wrong(member, "is neither true nor false.");

    private static string? Text(JsonProperty member)
    {
        try
        {
            return member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair is JSON, but no text.
        }
    }

    private static FeedDeclarationException Wrong(JsonProperty member, string what)
    {
        var value = member.Value.GetRawText();
        return new FeedDeclarationException(
            member.Name,
            value.Length <= LongestName ? value.Trim('"') : null,
            $"\"{member.Name}\" {what}"
        );
    }
}

/// <summary>A declaration cannot be used.</summary>
/// <param name="member">The member that is wrong.</param>
/// <param name="value">Its value, where it is short enough to show.</param>
public sealed class FeedDeclarationException(string member, string? value, string message) : Exception(message)
{
    public string Member => member;
    public string? Value => value;

    /// <summary>The members that there are, when the one that was given is none of them.</summary>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    public string? DidYouMean { get; private init; }

    public static FeedDeclarationException Unknown(string member, IReadOnlyList<string> known) =>
        new(member, null, $"A feed has no member \"{member}\"; it has {string.Join(", ", known)}.")
        {
            Allowed = known,
            DidYouMean = ClosestName.Find(member, known),
        };
}
