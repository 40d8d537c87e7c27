using System.Collections.Frozen;
using System.Net;

namespace NewsSearch.Sources.Polling;

/// <summary>
/// Tells addresses of the public internet from all others: private, loopback, link-local, multicast, reserved. A feed
/// or a redirect could else make this service ask what only its own network may see.
/// </summary>
/// <remarks>By the IANA special-purpose registries (RFC 6890). IPv6 embeds IPv4 in several ways; the inner one counts.</remarks>
public sealed class AddressGuard(IEnumerable<string> allowedPrivateHosts)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Of global unicast: IETF protocols with Teredo, and documentation.
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private readonly FrozenSet<string> _allowed = allowedPrivateHosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the operator allows this place whatever its addresses are.</summary>
    /// <param name="host">Name or address as in the URL.</param>
    public bool IsAllowed(string host, int port) =>
        _allowed.Count > 0 && (_allowed.Contains($"{host}:{port}") || _allowed.Contains($"{host}:*"));

    /// <summary>Whether this address is of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            if (SixToFour.Contains(address))
                return IsPublic(Embedded(address, 2));
            if (Nat64.Contains(address))
                return IsPublic(Embedded(address, 12));
            if (!GlobalUnicast.Contains(address))
                return false;
        }
        return !Array.Exists(NotPublic, n => n.Contains(address));
    }

    private static IPAddress Embedded(IPAddress address, int at) => new(address.GetAddressBytes().AsSpan(at, 4));
}
