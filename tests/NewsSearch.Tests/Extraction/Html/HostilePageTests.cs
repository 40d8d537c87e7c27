using System.Text;
using NewsSearch.Extraction.Html;

namespace NewsSearch.Tests.Extraction.Html;

/// <summary>Pages that would take a parser minutes or gigabytes: megabytes of one thing.</summary>
public sealed class HostilePageTests
{
    private const string Paragraph =
        "The city council voted on Tuesday to close the old harbour bridge for repairs that will take two years.";

    // Generous: the machine that runs the tests may be slow and busy. Unguarded, each of these takes minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div><i>x</div>")]
    [InlineData("<a href=/{0}>link</a>")]
    [InlineData("<a href=/{0}>link")]
    [InlineData("<b id={0}><p>x")]
    [InlineData("<p><font class=c{0}>x")]
    [InlineData("<b><div>x</b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>x")]
    [InlineData("<figure><figcaption>x")]
    [InlineData("</p>")]
    [InlineData("<br>")]
    [InlineData("<svg><g>")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<p a{0}=1 ")]
    [InlineData("a{0}='1' ")]
    public async Task Megabytes_of_one_thing_take_seconds(string piece)
    {
        var html = new StringBuilder($"<html><head><title>A headline</title></head><body><p>{Paragraph}</p>");
        if (piece.StartsWith('a'))
            html.Append("<p ");
        for (var i = 0; html.Length < 3_000_000; i++)
            html.Append(piece.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var started = ThreadTime.Start();
        var article = await Reading.One("html", html.ToString());
        Assert.Equal("A headline", article.Headline);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, Longest);
    }

    [Fact]
    public async Task Text_under_a_thousand_elements_is_found()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 1000));
        var article = await Reading.One(
            "html",
            $"<html><title>A headline</title>{deep}<p>{Paragraph}</p><p>{Paragraph}</p>"
        );
        Assert.Equal($"{Paragraph}\n\n{Paragraph}", article.Body);
    }

    [Theory]
    [InlineData("<div><p>One<p>Two <b>bold</b><ul><li>x<li>y</ul></div>")]
    [InlineData("<script>if (a<b) document.write('<div><div>')</script><p title='a>b'>x</p><!-- <div> -->")]
    [InlineData("a < b <c")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a")]
    [InlineData("<p title='")]
    [InlineData("")]
    public void Ordinary_markup_is_left_as_it_is(string html) => Assert.Same(html, TameMarkup.Of(html));

    [Fact]
    public void Markup_goes_and_text_stays()
    {
        var html = string.Concat(Enumerable.Range(0, 1000).Select(i => $"<div>w{i} "));
        var tame = TameMarkup.Of(html);
        Assert.Equal(200, tame.Split("<div>").Length - 1);
        Assert.Equal(1000, tame.Split('w').Length - 1);
    }

    [Fact]
    public void What_is_closed_does_not_count()
    {
        var html = string.Concat(Enumerable.Repeat("<div><p>x <b>y</b> <a href=1>z</a></p><br></div>", 5000));
        Assert.Same(html, TameMarkup.Of(html));
    }
}
