using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Html;

/// <summary>Which text of a page becomes the body, over layouts as they are met on the web.</summary>
public sealed class MainTextTests
{
    private const string First =
        "The city council voted on Tuesday to close the old harbour bridge for repairs that will take two years.";
    private const string Second =
        "Engineers had warned since spring that the northern pillar was sinking by a finger's breadth every month.";
    private const string Third =
        "\"Nobody wants to wait until it falls,\" said the mayor, who had opposed the closure for most of his term.";

    private static string Body(params string[] paragraphs) => string.Join("\n\n", paragraphs);

    private static string Page(string content, string head = "") =>
        $"<!doctype html><html lang=en><head><title>Bridge closed</title>{head}</head><body>{content}</body></html>";

    private static async Task<string?> Read(string content, string head = "") =>
        (await Reading.One("html", Page(content, head))).Body;

    [Fact]
    public async Task Everything_around_the_text_stays_out()
    {
        var body = await Read(
            $"""
            <header><nav><ul><li><a href=/a>World</a><li><a href=/b>Sport news of the day and of the week</a></ul></nav></header>
            <main><article>
              <h1>Bridge closed</h1>
              <div class="article-meta"><span class="byline">By Jane Doe</span> <time>March 3, 2026</time></div>
              <div class="share-tools"><a href=#>Share</a> <a href=#>Send this article to a friend of yours by mail.</a></div>
              <figure><img src=x.jpg><figcaption>The bridge in a picture that was taken by our photographer last week.</figcaption></figure>
              <p>{First}</p>
              <aside><h3>Related</h3><p>Another story about another bridge that has nothing to do with the one above at all.</p></aside>
              <p>{Second}</p>
              <div class="newsletter-signup"><p>Sign up for our newsletter and get the most important stories each morning by mail.</p></div>
              <p>{Third}</p>
              <p>Follow us on every network there is and never miss a story again.</p>
            </article>
            <section class="related-articles"><h2><a href=/r>More</a></h2><p>The teaser of a story that belongs to another page of this site, not to this one.</p></section>
            <div id="comments"><p>I have crossed this bridge every day of my life and nobody has ever asked me about it.</p></div>
            </main><footer><p>Copyright by the publisher, who reserves all the rights that there are to be reserved.</p></footer>
            <div class="cookie-banner"><p>We use cookies to make this site better for you, and for our partners, of course.</p></div>
            """
        );
        Assert.Equal(Body(First, Second, Third), body);
    }

    [Fact]
    public async Task Headings_lists_quotations_and_tables_of_the_text_stay()
    {
        var body = await Read(
            $"""
            <div class=story><p>{First}</p><h2>What happens now</h2><p>{Second}</p>
            <ul><li>Detour by the ferry</li><li>No lorries in the old town</li></ul>
            <blockquote><p>We shall build it anew.</p><p>— The mayor</p></blockquote>
            <table><tr><th>Year</th><th>Cost</th></tr><tr><td>2026</td><td>4 million</td></tr></table>
            <p>{Third}</p></div>
            """
        );
        Assert.Equal(
            Body(
                First,
                "What happens now",
                Second,
                "Detour by the ferry",
                "No lorries in the old town",
                "We shall build it anew.",
                "— The mayor",
                "Year Cost",
                "2026 4 million",
                Third
            ),
            body
        );
    }

    [Fact]
    public async Task Old_pages_of_tables_and_line_breaks()
    {
        var body = await Read(
            $"""
            <table><tr><td width=150><a href=1>Home</a><br><a href=2>News</a><br><a href=3>Weather and traffic of today</a></td>
            <td><font size=2>{First}<br><br>{Second}<br> <br>{Third}</font></td></tr></table>
            """
        );
        Assert.Equal(Body(First, Second, Third), body);
    }

    [Fact]
    public async Task Text_in_parts_with_advertisements_between_is_one_text()
    {
        var body = await Read(
            $"""
            <article><div class="part part-1"><p>{First}</p><p>{Second}</p></div><div class=ad-slot><p>Buy the new car of the year now, before your neighbour does and parks it here.</p></div>
            <div class="part part-2"><p>{Third}</p><p>{First}</p></div></article>
            """
        );
        Assert.Equal(Body(First, Second, Third, First), body);
    }

    [Fact]
    public async Task Long_lists_of_teasers_do_not_outweigh_the_text()
    {
        var teasers = string.Concat(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    $"<div class=item><h3><a href=/{i}>Story {i}</a></h3><p>The teaser of story {i}, which is about as long as a paragraph of any text.</p></div>"
                )
        );
        var body = await Read($"<div><div><p>{First}</p><p>{Second}</p><p>{Third}</p></div><div>{teasers}</div></div>");
        Assert.Equal(Body(First, Second, Third), body);
    }

    [Theory]
    [InlineData(
        "Der Stadtrat hat am Dienstag beschlossen, die alte Hafenbrücke für zwei Jahre zu sperren, weil ein Pfeiler sinkt."
    )]
    [InlineData(
        "市議会は火曜日、老朽化した港の橋を二年間閉鎖して補修することを決めた。北側の橋脚が毎月沈んでいるためだ。"
    )]
    [InlineData(
        "Городской совет во вторник решил закрыть старый портовый мост на два года, потому что опора проседает."
    )]
    [InlineData("قرر مجلس المدينة يوم الثلاثاء إغلاق جسر الميناء القديم لمدة عامين لإجراء إصلاحات عاجلة في أعمدته.")]
    public async Task Other_languages(string paragraph)
    {
        var body = await Read(
            $"<div id=menu><p>{paragraph}</p></div><div id=text><p>{paragraph}</p><p>{paragraph}</p><p>{paragraph}</p></div>"
        );
        Assert.Equal(Body(paragraph, paragraph, paragraph), body);
    }

    [Fact]
    public async Task Behind_a_wall_the_free_paragraphs_are_an_excerpt()
    {
        var article = await Reading.One(
            "html",
            Page(
                $"<article><p>{First}</p><p>{Second}</p><div class=paywall><p>Subscribe now to read on: the first month costs you nothing at all, and after that little.</p></div></article>",
                """<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","isAccessibleForFree":false}</script>"""
            )
        );
        Assert.Equal(Body(First, Second), article.Body);
        Assert.Equal(Completeness.Excerpt, article.Completeness);
    }

    [Fact]
    public async Task A_page_of_links_has_no_text()
    {
        var links = string.Concat(
            Enumerable
                .Range(0, 200)
                .Select(i => $"<li><a href=/{i}>The headline of the story number {i} of this day, in full.</a>")
        );
        var article = await Reading.One("html", Page($"<h1>All stories</h1><ul>{links}</ul>"));
        Assert.Null(article.Body);
        Assert.Equal(Completeness.Headline, article.Completeness);
    }

    [Fact]
    public async Task Broken_markup()
    {
        var body = await Read(
            $"<div class=text><p>{First}<div></span><p>{Second}</b></i><p><b>{Third[..20]}<i>{Third[20..]}</b></i><div></article></table>"
        );
        Assert.Equal(Body(First, Second, Third), body);
    }

    [Fact]
    public async Task What_a_reader_does_not_see_is_no_text()
    {
        var body = await Read(
            $"""<div><p>{First}</p><p style="display: none">{Third}</p><p hidden>{Third}</p><p>{Second}<span class="tooltip-text">A note that pops up.</span></p></div>"""
        );
        Assert.Equal(Body(First, Second), body);
    }

    [Fact]
    public async Task Microdata_says_where_the_text_lies()
    {
        var body = await Read(
            $"""<div class=blog><p>{Third}</p><p>{Third}</p><p>{Third}</p><div itemprop="articleBody"><p>{First}</p><p>{Second}</p></div></div>"""
        );
        Assert.Equal(Body(First, Second), body);
    }

    [Fact]
    public async Task The_pages_own_data_wins_where_the_page_shows_other_text()
    {
        var own = string.Join(' ', Enumerable.Repeat($"{First} {Second} {Third}", 2));
        var body = await Read(
            string.Concat(
                Enumerable
                    .Range(0, 20)
                    .Select(i =>
                        $"<p>A paragraph, number {i}, of an entirely different text that stands on the page.</p>"
                    )
            ),
            $$"""<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed","articleBody":"{{own.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}</script>"""
        );
        Assert.Equal(own, body);
    }

    [Fact]
    public async Task Hints_that_would_take_all_the_text_are_wrong()
    {
        var body = await Read(
            $"<div class='sidebar-left comments-open'><p>{First}</p><p>{Second}</p><p>{Third}</p></div>"
        );
        Assert.Equal(Body(First, Second, Third), body);
    }
}
