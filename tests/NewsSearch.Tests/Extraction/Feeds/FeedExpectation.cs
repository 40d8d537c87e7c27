using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsSearch.Tests.Extraction.Feeds;

/// <summary>What a file of the feed collection says about itself, as far as it concerns what an archive keeps.</summary>
/// <param name="Entry">Index of the item; null for the feed itself.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Value">The expected text.</param>
/// <param name="Time">The expected instant in UTC.</param>
internal sealed partial record FeedExpectation(int? Entry, string Field, string? Value, DateTimeOffset? Time)
{
    private static readonly HashSet<string> Fields =
    [
        "title",
        "title_detail/value",
        "link",
        "id",
        "guid",
        "summary",
        "summary_detail/value",
        "description",
        "content/value",
        "author",
        "author_detail/name",
        "language",
        "published_parsed",
        "updated_parsed",
        "created_parsed",
        "modified_parsed",
        "issued_parsed",
        "source/title",
        "category",
        "tags/term",
    ];

    /// <summary>The expectations in the text of a file; several where it says "and".</summary>
    public static IEnumerable<FeedExpectation> Of(string text)
    {
        var line = Line().Match(text);
        // Alternatives and strings in three quotes are rare enough to leave out.
        if (!line.Success || Unread().IsMatch(line.Groups[1].Value))
            yield break;
        foreach (Match match in Comparison().Matches(line.Groups[1].Value))
        {
            var path = Index().Replace(match.Groups["path"].Value, "").Replace("'", "").Replace("\"", "");
            var field = string.Join('/', path.Split(['[', ']', '.'], StringSplitOptions.RemoveEmptyEntries));
            if (!Fields.Contains(field))
                continue;
            var entry = match.Groups["entry"].Success
                ? int.Parse(match.Groups["entry"].Value, CultureInfo.InvariantCulture)
                : (int?)null;
            if (match.Groups["time"].Success)
                yield return new FeedExpectation(entry, field, null, Instant(match.Groups["time"].Value));
            else if (!field.EndsWith("_parsed", StringComparison.Ordinal) && !GoesOn(line.Groups[1].Value, match))
                yield return new FeedExpectation(entry, field, Unescape(match.Groups["text"].Value), null);
        }
    }

    // 'a' + 'b'
    private static bool GoesOn(string line, Match match) =>
        line.AsSpan(match.Index + match.Length).TrimStart().StartsWith("+");

    private static DateTimeOffset Instant(string tuple)
    {
        var n = tuple.Split(',').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new DateTimeOffset(n[0], n[1], n[2], n[3], n[4], n[5], TimeSpan.Zero);
    }

    private static string Unescape(string python)
    {
        var text = new StringBuilder();
        for (var i = 0; i < python.Length; i++)
        {
            if (python[i] != '\\' || i + 1 == python.Length)
            {
                text.Append(python[i]);
                continue;
            }
            var digits = python[++i] switch
            {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if (digits == 0)
                text.Append(
                    python[i] switch
                    {
                        'n' => "\n",
                        't' => "\t",
                        'r' => "\r",
                        var c => c.ToString(),
                    }
                );
            else
                text.Append(
                    char.ConvertFromUtf32(int.Parse(python.AsSpan(i + 1, digits), NumberStyles.HexNumber, null))
                );
            i += digits;
        }
        return text.ToString();
    }

    [GeneratedRegex(@"Expect:\s*(.*)")]
    private static partial Regex Line();

    [GeneratedRegex("\"\"\"|'''| or ")]
    private static partial Regex Unread();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex(
        @"(?:entries\[(?<entry>\d+)\]|\bfeed\b)(?<path>(?:\[(?:'[a-z_]+'|""[a-z_]+""|\d+)\]|\.[a-z_]+)+)\s*==\s*(?:u?'(?<text>(?:[^'\\]|\\.)*)'|u?""(?<text>(?:[^""\\]|\\.)*)""|\((?<time>\d{4}(?:,\s*\d+){5})[^)]*\))",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Comparison();
}
