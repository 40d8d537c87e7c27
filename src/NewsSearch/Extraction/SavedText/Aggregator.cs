using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.SavedText;

/// <summary>Finds the name of the service that shows another publisher's article.</summary>
internal static partial class Aggregator
{
    private static readonly HashSet<string> NotServices = new(StringComparer.OrdinalIgnoreCase)
    {
        "the",
        "this",
        "that",
        "your",
        "our",
        "their",
        "my",
        "a",
        "an",
        "facebook",
        "twitter",
        "x",
        "instagram",
        "whatsapp",
        "telegram",
        "linkedin",
        "youtube",
        "tiktok",
        "reddit",
        "app",
        "apps",
        "google play",
        "app store",
        "android",
        "ios",
        "iphone",
        "social",
        "social media",
        "web",
        "the web",
        "mobile",
        "email",
        "read",
        "unlock",
        "continue",
        "news",
        "today",
        "now",
        "us",
        "here",
        "world",
        "free",
        "access",
        "view",
        "see",
        "get",
        "comment",
    };

    /// <summary>The name that most lines of the page's furniture mention; null when there is none.</summary>
    public static string? Find(IReadOnlyList<PageLine> lines, string? publisher)
    {
        var votes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Where(l => l.Furniture != Furniture.None || l.Weight < 60))
        {
            foreach (Match match in Mention().Matches(line.Text))
            {
                var name = Trailer().Replace(match.Groups["name"].Value, "").Trim(' ', '.', ':');
                if (name.Length > 1 && !NotServices.Contains(name) && !IsPublisher(name, publisher))
                    votes[name] = votes.GetValueOrDefault(name) + (line.Furniture == Furniture.None ? 1 : 2);
            }
        }
        return votes.Count == 0 ? null : votes.MaxBy(v => v.Value).Key;
    }

    private static bool IsPublisher(string name, string? publisher) =>
        publisher is not null
        && (
            publisher.Contains(name, StringComparison.OrdinalIgnoreCase)
            || name.Contains(publisher, StringComparison.OrdinalIgnoreCase)
        );

    [GeneratedRegex(
        """
            (?:
              ^(?i:(?:top|most|more|other|latest|popular|trending|featured|best)\b.{0,30}?\s(?:on|at|in|from)\s+)(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})(?=\s*(?:$|[.:!]|(?i:right\s+now|now|today|this\s+week)\b))
              |^(?i:(?:top|meistgelesen\w*|am\s+meisten\s+gelesen|beliebt\w*|aktuelle?)\b.{0,40}?\s(?:auf|bei)\s+)(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})
              |^(?i:(?:les\s+)?(?:plus\s+(?:lus|populaires)|à\s+la\s+une|en\s+ce\s+moment|(?:principaux|meilleurs)\s+\w+)\b.{0,30}?\s?(?:sur|de)\s+)(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})
              |^(?i:(?:lo\s+más|las\s+más|los\s+más|noticias|historias|(?:i\s+)?più\s+letti|notizie|as\s+mais|notícias|mais\s+lidas|meest\s+gelezen|topverhalen)\b.{0,30}?\s(?:en|su|em|no|na|op)\s+)(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})
              |\b(?i:(?:download|get|open\s+in|install|try|use)\s+the\s+(?:free\s+|new\s+)?)(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})\s+(?i:app)\b
              |^(?i:(?:sign\s?(?:up|in)|log\s?in|subscribe|register|join|welcome)\s+(?:to|for|on|with|at)\s+|join\s+|try\s+|open\s+in\s+|download\s+|(?:read|continue|view|get)\s+(?:more\s+)?(?:on|in|with)\s+)(?<name>\p{Lu}[\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})(?=\s*(?:$|[.:!]|(?i:today|now|premium|for\s+free|to)\b))
              |^(?i:via|provided\s+by|powered\s+by|shared\s+from|saved\s+from|delivered\s+by)\s*:?\s+(?<name>[\p{L}\p{N}][\p{L}\p{N}.&'’\-]*(?:\s\p{Lu}[\p{L}\p{N}.&\-]*){0,2})$
            )
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"\s+(?:right\s+now|now|today|gerade|jetzt|heute|aktuell|en\s+ce\s+moment|aujourd\S+|ahora(?:\s+mismo)?|hoy|ora|oggi|agora|hoje|nu|vandaag|this\s+week|premium|app|en|le|du|de|der|die)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Trailer();
}
