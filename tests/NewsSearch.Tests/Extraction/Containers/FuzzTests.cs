using System.Formats.Tar;
using NewsSearch.Extraction;
using NewsSearch.Tests.Extraction.Warc;

namespace NewsSearch.Tests.Extraction.Containers;

/// <summary>Whatever the bytes are, a reader answers with items, soon and within bounded memory.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class FuzzTests
{
    private static readonly int Inputs = Mutations.Count(inSuite: 1_000);

    public static TheoryData<string> Kinds =>
        ["warc", "warc.gz", "arc", "arc.gz", "zip", "wacz", "tar", "tar.gz", "gzip"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mutated_files_give_items_or_reasons(string kind)
    {
        var seed = Seed(kind);
        var format = kind.Split('.')[0];
        // A page is read for its title: readers of pages have tests of their own, and time is for the containers.
        var reader = ArticleReaders
            .WithContainers([new NewsSearch.Extraction.JsonLines.JsonLinesReader(), new TitleReader()])
            .Find(format)!;
        var random = new Random(20_260_301);
        var articles = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = Mutations.Bytes(seed, random);
            var started = ThreadTime.Start();
            var allocated = GC.GetTotalAllocatedBytes();
            foreach (var known in ArticleReaders.Default.All)
                Assert.InRange(
                    known.Recognize(bytes.AsSpan(0, Math.Min(bytes.Length, ArticleReaders.HeadSize))),
                    0,
                    100
                );
            await foreach (
                var item in reader.ReadAsync(
                    new MemoryStream(bytes),
                    Reading.Context with
                    {
                        MaxItemBytes = 1024 * 1024,
                    },
                    TestContext.Current.CancellationToken
                )
            )
            {
                Assert.True(item.Article is not null || item.Problem is not null);
                articles += item.Article is null ? 0 : 1;
            }
            Assert.True(started.Elapsed < Mutations.MostTime, $"mutation {i} takes too long");
            Assert.True(
                GC.GetTotalAllocatedBytes() - allocated < Mutations.MostBytes,
                $"mutation {i} takes too much memory"
            );
        }
        // Most mutations leave some of the articles whole; else the test would test nothing.
        Assert.InRange(articles, Inputs / 8, int.MaxValue);
    }

    private static byte[] Seed(string kind) =>
        kind switch
        {
            "warc" or "warc.gz" => Crawl(kind == "warc.gz"),
            "arc" or "arc.gz" => ArcFile(kind == "arc.gz"),
            "zip" => Pack.Zip([.. Documents, ("in.zip", Pack.Zip(Documents)), ("crawl", Crawl(isGzip: true))]),
            "wacz" => Pack.Zip(("archive/a.warc.gz", Crawl(isGzip: true)), ("datapackage.json", Pack.Utf8("{}"))),
            "tar" => Pack.Tar(TarEntryFormat.Gnu, Documents),
            "tar.gz" => Pack.Gzip(Pack.Tar(TarEntryFormat.Pax, Documents)),
            _ => [.. Pack.Gzip(Pack.Line("A")), .. Pack.Gzip(Pack.Line("B")), .. Pack.Gzip(Pack.Line("C"))],
        };

    private static (string Name, byte[] Bytes)[] Documents =>
        [
            ("a.jsonl", [.. Pack.Line("A"), .. Pack.Line("B")]),
            ("folder/b.html", Pack.Utf8(WarcFile.Page("Page"))),
            (new string('n', 150) + "/c.gz", Pack.Gzip(Pack.Line("C"))),
        ];

    private static byte[] Crawl(bool isGzip)
    {
        var html = WarcFile.Utf8(WarcFile.Page("Packed"));
        return new WarcFile(isGzip)
            .Page("https://a.example/1", "One")
            .Response(
                "https://a.example/2",
                WarcFile.Http(WarcFile.Chunked(html, 100), more: "Transfer-Encoding: chunked")
            )
            .Response("https://a.example/3", WarcFile.Http(WarcFile.Gzip(html), more: "Content-Encoding: gzip"))
            .Record("request", "https://a.example/3", new byte[300], "application/http")
            .Record("revisit", "https://a.example/1", [], "application/http", "WARC-Refers-To: <urn:uuid:00000001>")
            .Page("https://a.example/4", "Four")
            .Bytes;
    }

    private static byte[] ArcFile(bool isGzip) =>
        new WarcFile(isGzip)
            .Raw(Pack.Utf8("filedesc://x.arc 0.0.0.0 20200506070809 text/plain 77\n" + new string('x', 77) + "\n"))
            .Raw(WarcFile.ArcRecord("http://a.example/1", WarcFile.Http(WarcFile.Utf8(WarcFile.Page("One")))))
            .Raw(WarcFile.ArcRecord("http://a.example/2", WarcFile.Http(WarcFile.Utf8(WarcFile.Page("Two")))))
            .Raw(WarcFile.ArcRecord("http://a.example/3", WarcFile.Http(WarcFile.Utf8(WarcFile.Page("Three")))))
            .Bytes;
}

/// <summary>Counts what the process allocates, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
