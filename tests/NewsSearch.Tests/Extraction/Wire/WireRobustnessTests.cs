using System.Diagnostics;
using System.Text;
using NewsSearch.Extraction;
using NewsSearch.Tests.Extraction.Containers;

namespace NewsSearch.Tests.Extraction.Wire;

/// <summary>Whatever the bytes, there are items or problems, soon and in bounded memory, and nothing is fetched.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class WireRobustnessTests
{
    private const string Nitf = """
        <?xml version="1.0" encoding="utf-8"?><!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY a "b">]><!-- c -->
        <nitf baselang="en"><head><title>T &amp; U</title><tobject><tobject.subject tobject.subject.refnum="11002000"/></tobject>
        <docdata><doc-id id-string="1"/><date.issue norm="20240210T080000Z"/></docdata></head><body><body.head><hedline><hl1>A &eacute;</hl1></hedline>
        <byline>By <person>Jane Doe</person></byline></body.head><body.content><p>One <em>x</em></p><![CDATA[<p>]]><pre>a
        b</pre><media media-type="image"><media-caption>c</media-caption></media></body.content></body></nitf>
        """;

    private const string NewsMl = """
        <NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement>
        <Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine><CopyrightLine>© 2024 X</CopyrightLine></NewsLines>
        <ContentItem><MimeType FormalName="text/html"/><DataContent>&lt;p>x&lt;p>y</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
        """;

    private const string G2 = """
        <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta>
        <contentMeta><headline>H</headline><subject qcode="medtop:1"><name>n</name></subject><dateline>MOSCOW, Monday (X)</dateline></contentMeta><contentSet><inlineXML><html>
        <body><p>x</p><figure><img src="http://a/i.jpg"/><figcaption>c</figcaption></figure></body></html></inlineXML></contentSet></newsItem>
        <packageItem guid="2"><groupSet><group><itemRef><title>t</title></itemRef></group></groupSet></packageItem></itemSet></newsMessage>
        """;

    private const string Ninjs = """
        {"uri":"urn:x","standard":{"name":"ninjs","version":"2.1"},"headlines":[{"value":"h"}],"bodies":[{"contenttype":"text/html","value":"<p>x</p>"}],
        "places":[{"name":"p","geojson":{"type":"Point","coordinates":[1,2]}}],"associations":[{"name":"a","uri":"u","renditions":[{"name":"r"}]}]}
        {"uri":"urn:y","headline":"h","body_text":"t","urgency":3,"renditions":{"a":{"href":"http://a/b"}}}
        """;

    private const string Csv =
        "id,title,text,date\n1,\"A, b\",\"one \"\"two\"\"\n\nthree\",2024-02-10\n2,B,b,2024\n3,C,\"c\",x\n";

    private static readonly string[] Scraps =
    [
        "<",
        ">",
        "&",
        "\"",
        "\"\"",
        ",",
        "\n",
        "\t",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<!DOCTYPE x [",
        "<?xml ?>",
        "&#xD800;",
        "&#3;",
        "&nbsp;",
        "&nope;",
        "\0",
        "{",
        "[",
        "1e999",
        "xmlns:a='b'",
        "\uD800",
        "</",
        "<newsItem>",
    ];

    [Theory]
    [InlineData("nitf", Nitf)]
    [InlineData("newsml", NewsMl)]
    [InlineData("newsml-g2", G2)]
    [InlineData("ninjs", Ninjs)]
    [InlineData("csv", Csv)]
    public async Task Mutated_documents_give_items_or_problems(string format, string seed)
    {
        var mutations = Mutations.Count(inSuite: 1_500);
        var articles = await Mutations.ReadAsync(format, seed, new Random(20_260_302), mutations, Scraps, most: 2);
        // Most damage makes XML ill-formed; what it spares has to be read, else the test would test nothing.
        Assert.InRange(articles, mutations / 50, int.MaxValue);
    }

    public static TheoryData<string, string, string, string> Bombs() =>
        new()
        {
            { "nitf", "<nitf>", "<a>", "" },
            { "nitf", "<nitf><body><body.content>", "<p/>", "" },
            { "nitf", "<nitf><body><body.content>", "x<!---->", "" },
            { "nitf", "<nitf><body><body.content>", "<?x?>", "" },
            { "newsml-g2", "<newsMessage>", "<!---->", "<newsItem/></newsMessage>" },
            { "nitf", "<nitf><body><body.content><p>", "&amp;", "" },
            { "nitf", "<nitf><body><body.content><p>", "&eacute", "" },
            { "nitf", "<nitf><body><body.content><p>", "<br/> ", "</p></body.content></body></nitf>" },
            { "nitf", "<nitf ", "a:b='' ", "/>" },
            { "nitf", "<!DOCTYPE nitf [", "<!ENTITY a 'b'>", "]><nitf/>" },
            { "nitf", "<!DOCTYPE nitf [", "[", "" },
            { "nitf", "", "<!-- -->", "<nitf/>" },
            { "nitf", "<nitf><body><body.head><dateline>", "(", "</dateline></body.head></body></nitf>" },
            { "newsml", "<NewsML>", "<NewsItem/>", "" },
            { "newsml", "<NewsML><NewsItem>", "<NewsComponent>", "" },
            { "newsml-g2", "<newsMessage>", "<newsItem/>", "" },
            { "csv", "title,text\n", "\"", "" },
            { "csv", "title,text\n", "a,\"b\n", "" },
            { "csv", "title,text\n", "\"\"\"\n", "" },
            { "csv", "title,text\n", ",", "" },
            { "csv", "title,text\n", "\r", "" },
            { "csv", "", "title,", "" },
            { "ninjs", "{\"uri\":\"x\",\"subjects\":[", "{},", "{}]}" },
            { "ninjs", "{\"uri\":\"x\",\"subjects\":", "[", "" },
        };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task Repetition_costs_no_more_than_its_length(
        string format,
        string before,
        string repeated,
        string after
    )
    {
        const int size = 2 * 1024 * 1024;
        var text = new StringBuilder(before, size + 1000);
        while (text.Length < size)
            text.Append(repeated);
        var bytes = Encoding.UTF8.GetBytes(text.Append(after).ToString());
        var started = Stopwatch.GetTimestamp();
        await Reading.Items(format, bytes);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "takes too long");
    }

    [Fact]
    public async Task Entities_of_a_document_type_are_neither_expanded_nor_fetched()
    {
        var secret = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(secret, "the secret", TestContext.Current.CancellationToken);
            var uri = new Uri(secret).AbsoluteUri;
            foreach (
                var type in (string[])
                    [
                        $"<!ENTITY x SYSTEM \"{uri}\">",
                        $"<!ENTITY % p SYSTEM \"{uri}\"> %p; <!ENTITY x \"y\">",
                        "<!ENTITY x \"internal\">",
                        Laughs(),
                    ]
            )
            {
                var text =
                    $"<!DOCTYPE nitf [{type}]><nitf><body><body.head><hedline><hl1>A &x;</hl1></hedline></body.head></body></nitf>";
                var item = Assert.Single(await Reading.Items("nitf", text));
                Assert.Null(item.Article);
                Assert.Contains("not expanded", item.Problem);
                Assert.DoesNotContain("secret", item.Problem);
                Assert.Equal(text, Encoding.UTF8.GetString(item.Raw.Span));
            }
            // The type itself is tolerated, also one of which the file does not exist.
            var good = await Reading.One(
                "nitf",
                $"<!DOCTYPE nitf SYSTEM \"{uri}\" [{Laughs()}]><nitf><head><title>A</title></head></nitf>"
            );
            Assert.Equal("A", good.Headline);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    private static string Laughs()
    {
        var text = new StringBuilder("<!ENTITY l0 \"ha\">");
        for (var i = 1; i < 30; i++)
            text.Append($"<!ENTITY l{i} \"&l{i - 1};&l{i - 1};&l{i - 1};\">");
        return text.Append("<!ENTITY x \"&l29;\">").ToString();
    }
}
