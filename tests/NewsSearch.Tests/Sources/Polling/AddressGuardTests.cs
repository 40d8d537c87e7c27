using System.Net;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("239.1.1.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    [InlineData("3fff::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("100::1")]
    public void Addresses_of_no_public_network_are_told(string address) =>
        Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public void Addresses_of_the_public_internet_pass(string address) =>
        Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Only_listed_places_are_allowed()
    {
        var guard = new AddressGuard(["127.0.0.1:5000", "intranet.example:*", "[::1]:80"]);
        Assert.True(guard.IsAllowed("127.0.0.1", 5000));
        Assert.False(guard.IsAllowed("127.0.0.1", 5001));
        Assert.False(guard.IsAllowed("localhost", 5000));
        Assert.True(guard.IsAllowed("Intranet.Example", 99));
        Assert.False(guard.IsAllowed("x.intranet.example", 99));
        Assert.True(guard.IsAllowed("[::1]", 80));
    }
}
