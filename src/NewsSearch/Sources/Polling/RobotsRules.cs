using System.Globalization;
using System.Text;

namespace NewsSearch.Sources.Polling;

/// <summary>
/// The rules of a robots.txt (RFC 9309) for one crawler: of all groups that name it, else of those for everybody.
/// The longest matching rule decides, of two equally long ones the one that allows.
/// </summary>
public sealed class RobotsRules
{
    /// <summary>What is read of a robots.txt, in bytes; RFC 9309 asks for at least this much.</summary>
    public const int MaxBytes = 500 * 1024;

    private readonly List<RobotsPattern> _patterns = [];

    private RobotsRules() { }

    /// <summary>A site without rules.</summary>
    public static RobotsRules AllowAll { get; } = new();

    /// <summary>A site that could not tell its rules.</summary>
    public static RobotsRules DisallowAll { get; } = Parse("User-agent: *\nDisallow: /"u8, "*");

    /// <summary>The pause between requests that the site asks for (<c>Crawl-delay</c>, no part of the RFC).</summary>
    public TimeSpan? CrawlDelay { get; private set; }

    /// <summary>Reads the rules.</summary>
    /// <param name="bytes">The file; more than <see cref="MaxBytes"/> is not looked at.</param>
    /// <param name="product">Name of the crawler, the first word of its user agent without version.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> bytes, string product)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxBytes)]);
        var (own, everybody) = (new RobotsRules(), new RobotsRules());
        var (isOwn, isEverybody, isNamed, isInRules) = (false, false, false, false);
        foreach (var range in text.AsSpan().SplitAny('\r', '\n'))
        {
            if (!TrySplit(text.AsSpan(range), out var key, out var value))
                continue;
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                // Lines of agents that follow each other share the rules behind them.
                if (isInRules)
                    (isOwn, isEverybody, isInRules) = (false, false, false);
                isEverybody |= value.StartsWith('*');
                isOwn |= IsProduct(value, product);
                isNamed |= isOwn;
                continue;
            }
            var isAllow = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
            var isRule = isAllow || key.Equals("disallow", StringComparison.OrdinalIgnoreCase);
            isInRules |= isRule;
            foreach (var rules in (RobotsRules?[])[isOwn ? own : null, isEverybody ? everybody : null])
            {
                if (isRule)
                    rules?.Add(value, isAllow);
                else if (key.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase))
                    rules?.Delay(value);
            }
        }
        return isNamed ? own : everybody;
    }

    /// <summary>Whether the crawler may fetch this address of the site.</summary>
    public bool Allows(Uri address)
    {
        // The file itself is always allowed.
        if (address.AbsolutePath == "/robots.txt")
            return true;
        var path = RobotsPattern.Normalize(address.PathAndQuery);
        RobotsPattern? best = null;
        foreach (var pattern in _patterns)
        {
            var isStronger =
                best is null || pattern.Length > best.Length || (pattern.Length == best.Length && pattern.IsAllow);
            if (isStronger && pattern.Matches(path))
                best = pattern;
        }
        return best?.IsAllow ?? true;
    }

    private void Add(ReadOnlySpan<char> value, bool isAllow)
    {
        // An empty path says nothing, and one that does not begin at the root matches nothing.
        if (!value.IsEmpty && value[0] is '/' or '*')
            _patterns.Add(new RobotsPattern(value.ToString(), isAllow));
    }

    private void Delay(ReadOnlySpan<char> value)
    {
        if (
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= TimeSpan.SecondsPerDay
        )
            CrawlDelay = TimeSpan.FromSeconds(seconds);
    }

    private static bool TrySplit(ReadOnlySpan<char> line, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        var comment = line.IndexOf('#');
        if (comment >= 0)
            line = line[..comment];
        var colon = line.IndexOf(':');
        key = colon < 0 ? default : line[..colon].Trim();
        value = colon < 0 ? default : line[(colon + 1)..].Trim();
        return colon > 0;
    }

    // "NewsSearch/1.0" and "newssearch bot" name the product NewsSearch; "NewsSearchImages" names another.
    private static bool IsProduct(ReadOnlySpan<char> agent, string product)
    {
        var end = 0;
        while (end < agent.Length && (char.IsAsciiLetter(agent[end]) || agent[end] is '-' or '_'))
            end++;
        return end > 0 && agent[..end].Equals(product, StringComparison.OrdinalIgnoreCase);
    }
}
