using System.Text;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>RFC 9309, among it the examples of its sections 2.2 and 5.</summary>
public sealed class RobotsRulesTests
{
    private const string Groups = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
        """;

    [Theory]
    [InlineData("foobot", "/", false)]
    [InlineData("FooBot", "/example/page.html", true)]
    [InlineData("foobot", "/example/allowed.gif", true)]
    [InlineData("foobot", "/robots.txt", true)]
    [InlineData("barbot", "/example/page.html", false)]
    [InlineData("bazbot", "/example/page.html", false)]
    [InlineData("bazbot", "/example/", true)]
    [InlineData("quxbot", "/example/", true)]
    [InlineData("other", "/example/", false)]
    [InlineData("other", "/publications/x", true)]
    [InlineData("other", "/a.gif", false)]
    [InlineData("other", "/a.gif?x", true)]
    [InlineData("foo", "/example/", false)]
    public void Groups_are_chosen_by_the_whole_product_name(string product, string path, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows(Groups, product, path));

    [Theory]
    [InlineData("Allow: /p\nDisallow: /", "/page", true)]
    [InlineData("Allow: /folder\nDisallow: /folder", "/folder/page", true)]
    [InlineData("Disallow: /folder\nAllow: /folder", "/folder/page", true)]
    [InlineData("Allow: /page\nDisallow: /*.htm", "/page.htm", false)]
    [InlineData("Allow: /$\nDisallow: /", "/", true)]
    [InlineData("Allow: /$\nDisallow: /", "/page.htm", false)]
    [InlineData("Disallow: /example/page/\nAllow: /example/page/disallowed.gif", "/example/page/disallowed.gif", true)]
    [InlineData("Disallow: /fish", "/catfish", true)]
    [InlineData("Disallow: /fish", "/fish.html", false)]
    [InlineData("Disallow: /Fish", "/fish", true)]
    [InlineData("Disallow: /fish*", "/fishheads/yummy.html", false)]
    [InlineData("Disallow: /fish/", "/fish", true)]
    [InlineData("Disallow: /*.php$", "/folder/any.php?x.php", false)]
    [InlineData("Disallow: /*.php$", "/x.php5", true)]
    [InlineData("Disallow: /fish*.php", "/fishheads/catfish.php?parameters", false)]
    [InlineData("Disallow: /a*b*c$", "/aXbXcXc", false)]
    [InlineData("Disallow: /a*bc$", "/abc", false)]
    [InlineData("Disallow: /ab*b$", "/ab", true)]
    [InlineData("Disallow: *", "/x", false)]
    [InlineData("Disallow:", "/x", true)]
    [InlineData("Disallow: x", "/x", true)]
    [InlineData("Disallow: /a # comment", "/a", false)]
    [InlineData("disALLOW : /a", "/a", false)]
    public void The_longest_match_decides_and_allowing_wins_a_tie(string rules, string path, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows("User-agent: *\n" + rules, "newssearch", path));

    [Theory]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz")]
    [InlineData("/a%2Ab", "/a%2Ab")]
    [InlineData("/a b", "/a%20b")]
    public void One_path_in_two_spellings_is_one_path(string rule, string path) =>
        Assert.False(Allows($"User-agent: *\nDisallow: {rule}", "newssearch", path));

    [Fact]
    public void An_escaped_slash_is_not_a_slash() =>
        Assert.True(Allows("User-agent: *\nDisallow: /a/b", "newssearch", "/a%2Fb"));

    [Fact]
    public void Groups_of_one_name_are_one_group_and_other_lines_do_not_part_agents()
    {
        const string text =
            "user-agent: one\nsitemap: https://example.org/s.xml\nuser-agent: two\ndisallow: /a\n\nuser-agent: one/1.0\ndisallow: /b";
        Assert.False(Allows(text, "one", "/a"));
        Assert.False(Allows(text, "one", "/b"));
        Assert.False(Allows(text, "two", "/a"));
        Assert.True(Allows(text, "two", "/b"));
    }

    [Fact]
    public void Rules_before_the_first_group_are_nobodys() => Assert.True(Allows("Disallow: /\n", "newssearch", "/a"));

    [Fact]
    public void A_mark_at_the_beginning_and_every_kind_of_line_end_are_taken()
    {
        Assert.False(Allows("\uFEFFUser-agent: *\r\nDisallow: /a", "newssearch", "/a"));
        Assert.False(Allows("User-agent: *\rDisallow: /a\r", "newssearch", "/a"));
        Assert.True(Allows("<html>\nthis is: a page\0", "newssearch", "/a"));
        Assert.True(Allows("", "newssearch", "/a"));
    }

    [Fact]
    public void Half_a_megabyte_is_read_and_no_more()
    {
        var filler = new StringBuilder("User-agent: *\n");
        while (filler.Length < RobotsRules.MaxBytes - 100)
            filler.Append("Disallow: /filler/").Append(filler.Length).Append('\n');
        var text = filler.ToString();
        Assert.False(Allows(text + "Disallow: /last\n", "newssearch", "/last"));
        Assert.True(Allows(text + new string('#', 200) + "\nDisallow: /beyond\n", "newssearch", "/beyond"));
    }

    [Fact]
    public void The_pause_between_requests_is_read_for_the_own_group()
    {
        const string text = "User-agent: *\nCrawl-delay: 10\nUser-agent: newssearch\nCrawl-delay: 2.5\nDisallow: /x";
        // A delay does not end the list of agents: both are one group, and the last line counts.
        Assert.Equal(TimeSpan.FromSeconds(2.5), Rules(text, "newssearch").CrawlDelay);
        Assert.Equal(TimeSpan.FromSeconds(2.5), Rules(text, "other").CrawlDelay);
        Assert.Null(Rules("User-agent: *\nCrawl-delay: soon", "newssearch").CrawlDelay);
        Assert.Null(Rules("User-agent: *\nCrawl-delay: 99999999999999999999", "newssearch").CrawlDelay);
    }

    [Fact]
    public void Patterns_find_what_trying_every_way_finds()
    {
        var random = new Random(11);
        string Text(string letters, int length) =>
            new([.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])]);
        for (var n = 0; n < 20_000; n++)
        {
            var pattern = "/" + Text("ab*", random.Next(0, 7)) + (random.Next(3) == 0 ? "$" : "");
            var path = "/" + Text("ab", random.Next(0, 8));
            Assert.True(
                Naive(pattern, path) == new RobotsPattern(pattern, isAllow: false).Matches(path),
                $"{pattern} {path}"
            );
        }
    }

    private static bool Naive(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        if (pattern.IsEmpty)
            return true;
        if (pattern is "$")
            return path.IsEmpty;
        if (pattern[0] == '*')
        {
            for (var n = 0; n <= path.Length; n++)
            {
                if (Naive(pattern[1..], path[n..]))
                    return true;
            }
            return false;
        }
        return !path.IsEmpty && pattern[0] == path[0] && Naive(pattern[1..], path[1..]);
    }

    private static RobotsRules Rules(string text, string product) =>
        RobotsRules.Parse(Encoding.UTF8.GetBytes(text), product);

    private static bool Allows(string text, string product, string path) =>
        Rules(text, product).Allows(new Uri("https://example.org" + path));
}
