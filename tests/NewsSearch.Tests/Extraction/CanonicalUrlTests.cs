using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction;

public sealed class CanonicalUrlTests
{
    private static readonly string[] Scraps =
    [
        "\u200d",
        "\u00b4",
        "\u00a8",
        "xn--",
        "é",
        "\ud800",
        "[",
        "]",
        "@",
        ":",
        "%",
        "#",
    ];

    [Theory]
    [InlineData("HTTPS://News.Example:443/A?utm_source=x&id=1#top", "https://news.example/A?id=1")]
    [InlineData("http://münchen.example/", "http://xn--mnchen-3ya.example/")]
    [InlineData("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a")]
    [InlineData("https://8³80/a", null)]
    [InlineData("ftp://news.example/a", null)]
    [InlineData("/a/b", null)]
    [InlineData("https://exa\u00b4mple.com/a", null)]
    [InlineData("https://exa\u200dmple.com/a", null)]
    public void Addresses_get_one_spelling_or_none(string address, string? expected) =>
        Assert.Equal(expected, CanonicalUrl.Normalize(address));

    [Fact]
    public void What_is_returned_can_be_read_again_and_stays_as_it_is()
    {
        var random = new Random(20_261_128);
        var read = 0;
        for (var n = 0; n < 50_000; n++)
        {
            var address = "https://www.news.example:8080/a/b?x=1&utm_source=2#f";
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(address.Length);
                address =
                    random.Next(2) == 0
                        ? address.Insert(at, Scraps[random.Next(Scraps.Length)])
                        : address[..at] + (char)random.Next(0x20, 0x180) + address[(at + 1)..];
            }
            if (CanonicalUrl.Normalize(address) is not { } canonical)
                continue;
            read++;
            Assert.Equal(canonical, CanonicalUrl.Normalize(canonical));
        }
        Assert.InRange(read, 10_000, 49_000);
    }
}
