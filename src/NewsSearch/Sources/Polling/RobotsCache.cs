using System.Collections.Concurrent;
using System.Net;

namespace NewsSearch.Sources.Polling;

/// <summary>The rules of each site, fetched when they are asked for and kept for a while.</summary>
public sealed class RobotsCache(PoliteClient client, HostTurns turns, PollingSettings settings, TimeProvider clock)
{
    private const int MostRedirects = 5;
    private const int KeptSites = 1_000;

    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    // RFC 9309, 2.4: not longer than a day, unless the file cannot be reached.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly string _product = Product(settings.UserAgent);
    private readonly ConcurrentDictionary<string, Known> _sites = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Passes when the site lets us fetch this address.</summary>
    /// <exception cref="FetchException">It does not, or its rules could not be had.</exception>
    public async Task CheckAsync(Uri address, CancellationToken cancellation)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        var now = clock.GetUtcNow();
        if (!_sites.TryGetValue(site, out var known) || known.Expires <= now)
        {
            if (_sites.Count > KeptSites)
                foreach (var (name, _) in _sites.Where(s => s.Value.Expires <= now))
                    _sites.TryRemove(name, out var _);
            known = await FetchAsync(new Uri(site + "/robots.txt"), known, cancellation).ConfigureAwait(false);
            _sites[site] = known;
            if (known.Rules.CrawlDelay is { } delay)
                turns.Slow(address, delay);
        }
        if (known.Rules.Allows(address))
            return;
        throw known.Problem is { } problem
            ? new FetchException($"{site}/robots.txt cannot be had, so nothing is fetched there: {problem}")
            : new FetchException(
                $"{site}/robots.txt does not let {_product} fetch {address.PathAndQuery}.",
                isLasting: true
            );
    }

    /// <summary>The name that a robots.txt may give rules for: the first word of the user agent, without version.</summary>
    public static string Product(string userAgent) =>
        new([.. userAgent.TakeWhile(c => char.IsAsciiLetter(c) || c is '-' or '_')]);

    private async Task<Known> FetchAsync(Uri address, Known? before, CancellationToken cancellation)
    {
        try
        {
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                var answer = await client
                    .SendAsync(new FetchRequest(address, RobotsRules.MaxBytes, MayBeCut: true), cancellation)
                    .ConfigureAwait(false);
                if (answer.Status == HttpStatusCode.OK)
                    return new Known(RobotsRules.Parse(answer.Body.Span, _product), Expiry(answer.MaxAge));
                if ((int)answer.Status >= 500)
                    return Unreachable($"it answers {(int)answer.Status}", before);
                // Not there, not for us: there are no rules (RFC 9309, 2.3.1.3).
                if ((int)answer.Status is < 300 or >= 400 || !WebFetcher.IsWeb(answer.Location))
                    break;
                address = answer.Location!;
            }
            return new Known(RobotsRules.AllowAll, Expiry(null));
        }
        catch (FetchException failure) when (!failure.IsLasting)
        {
            return Unreachable(failure.Message, before);
        }
    }

    // What is known from before still holds while the file cannot be reached.
    private Known Unreachable(string problem, Known? before) =>
        before is { Problem: null }
            ? before with
            {
                Expires = clock.GetUtcNow() + Shortest,
            }
            : new Known(RobotsRules.DisallowAll, clock.GetUtcNow() + Shortest, problem);

    private DateTimeOffset Expiry(TimeSpan? maxAge)
    {
        var age = maxAge ?? Usual;
        return clock.GetUtcNow()
            + (
                age < Shortest ? Shortest
                : age > Longest ? Longest
                : age
            );
    }

    /// <param name="Problem">Why the rules could not be had; null when these are the site's own.</param>
    private sealed record Known(RobotsRules Rules, DateTimeOffset Expires, string? Problem = null);
}
