using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Hosting;

/// <summary>Counts wrong keys per client, so that keys cannot be tried out. Thread-safe; in memory only.</summary>
public sealed class LoginAttempts(TimeProvider clock)
{
    /// <summary>Wrong keys that a client may send within <see cref="Window"/>.</summary>
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // A flood from many addresses must not fill the memory.
    private const int MostClients = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (int Wrong, DateTimeOffset Since)> _clients = new();

    /// <exception cref="RateLimitedException">The client has sent too many wrong keys.</exception>
    public void Check(IPAddress? client)
    {
        var now = clock.GetUtcNow();
        if (!_clients.TryGetValue(Network(client), out var seen) || seen.Wrong < Most || now >= seen.Since + Window)
            return;
        var wait = (int)Math.Ceiling((seen.Since + Window - now).TotalSeconds);
        throw new RateLimitedException($"{Most} wrong keys came from this address: wait {wait} seconds.", wait, Most);
    }

    /// <summary>Notes a wrong key.</summary>
    public void Failed(IPAddress? client)
    {
        var now = clock.GetUtcNow();
        if (_clients.Count >= MostClients)
            foreach (var (address, seen) in _clients)
                if (now >= seen.Since + Window)
                    _clients.TryRemove(address, out _);
        _clients.AddOrUpdate(
            Network(client),
            _ => (1, now),
            (_, seen) => now >= seen.Since + Window ? (1, now) : (seen.Wrong + 1, seen.Since)
        );
    }

    // One client has a whole /64 of IPv6 addresses to change among.
    private static IPAddress Network(IPAddress? client)
    {
        if (client is null || client.AddressFamily != AddressFamily.InterNetworkV6 || client.IsIPv4MappedToIPv6)
            return client ?? IPAddress.None;
        var bytes = client.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
