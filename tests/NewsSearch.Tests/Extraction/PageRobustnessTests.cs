using NewsSearch.Tests.Extraction.Containers;

namespace NewsSearch.Tests.Extraction;

/// <summary>Damaged pages, saved texts, JSON Lines and SGML give items or problems, soon and in bounded memory.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class PageRobustnessTests
{
    private const string Page = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge opens | The Example</title>
        <meta property="og:title" content="Bridge opens"><meta name="author" content="Jane Doe"><link rel="canonical" href="https://a.example/1">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens","datePublished":"2024-02-10T08:00:00+01:00",
        "author":[{"name":"Jane Doe"}],"isAccessibleForFree":false}</script></head><body><nav><a href="/">Home</a></nav><article itemscope
        itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Bridge opens</h1><p class="byline">By Jane Doe</p><time datetime="2024-02-10">
        10 February 2024</time><figure><img src="a.jpg" alt="x"><figcaption>The bridge. Photo: AFP</figcaption></figure><p>The bridge over the river
        opened on Saturday after a year of work, the mayor said in a speech.</p><p>Hundreds walked across it, some of them with their dogs, and
        nobody fell.</p><ul><li>one<li>two</ul><table><tr><td>x</table></article><footer>&copy; 2024</footer></body></html>
        """;

    private const string Saved = """
        Bridge opens
        World
        The Example
        By Jane Doe
        10 February 2024
        The bridge
        Photo: AFP
        Paris - The bridge over the river opened on Saturday after a year of work, the mayor said.

        Hundreds walked across it, some of them with their dogs, and nobody fell.

        Sign up to read this article
        Related Stories
        """;

    private const string Lines = """
        {"id":"1","source":"A","title":"B","date":"2024-02-10","topics":["a/b"],"text":"One \ud83d\ude00.","authors":["X"],"images":[{"caption":"c"}]}
        {"uri":"urn:y","headline":"h","body_text":"t","byline":"By X","subject":[{"code":"medtop:1","name":"n"}]}
        {"source":{"name":"A","id":"a"},"headline":"C","published":{"value":"2024","precision":"year"},"body":"Two."}
        """;

    private const string Sgml = """
        <!DOCTYPE lewis SYSTEM "lewis.dtd">
        <REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="1" NEWID="1"><DATE>26-FEB-1987 15:01:01.79</DATE>
        <TOPICS><D>cocoa</D></TOPICS><PLACES><D>usa</D></PLACES><TEXT>&#2;<TITLE>COCOA REVIEW</TITLE><DATELINE>    SALVADOR, Feb 26 - </DATELINE>
        <BODY>Showers continued throughout the week.
         Reuter &#3;</BODY></TEXT></REUTERS>
        <REUTERS TOPICS="NO" NEWID="2"><DATE>26-FEB-1987</DATE><TEXT TYPE="BRIEF"><TITLE>B &lt;X></TITLE></TEXT></REUTERS>
        """;

    private static readonly string[] Scraps =
    [
        "<",
        ">",
        "&",
        "\"",
        "<!--",
        "<script>",
        "</script>",
        "<table>",
        "<p>",
        "</div>",
        "<div>",
        "<svg><p>",
        "<template>",
        "&#xD800;",
        "&#3;",
        "\0",
        "{",
        "[",
        "1e999",
        "\\ud800",
        "\uD800",
        "\n\n",
        "<REUTERS>",
        "</BODY>",
        "By ",
        "31 February 20240",
    ];

    [Theory]
    [InlineData("html", Page, 150)]
    [InlineData("text", Saved, 400)]
    [InlineData("jsonl", Lines, 400)]
    [InlineData("reuters", Sgml, 400)]
    public async Task Mutated_documents_give_items_or_problems(string format, string seed, int count)
    {
        var inputs = Mutations.Count(count);
        var articles = await Mutations.ReadAsync(format, seed, new Random(20_261_125), inputs, Scraps, most: 6);
        Assert.InRange(articles, inputs / 50, int.MaxValue);
    }
}
