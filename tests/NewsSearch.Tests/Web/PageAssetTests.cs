using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Pages;

namespace NewsSearch.Tests.Web;

/// <summary>What pages weigh and bring along, what browsers ask for, and what help pages are made from.</summary>
[Collection(SharedSample.Name)]
public sealed partial class PageAssetTests(SampleService service)
{
    private const int MostHtml = 15 * 1024;
    private const int MostInAll = 80 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/?q=the", "en")]
    [InlineData("/?q=the", "ar")]
    [InlineData("/", "ar")]
    public async Task A_first_page_of_results_is_light(string address, string language)
    {
        var html = await SizeAsync(address, language);
        Assert.InRange(html, 1_000, MostHtml);
        var sizes = new List<int>();
        foreach (var name in PageAssets.Names)
            sizes.Add(await SizeAsync(PageAssets.Address(name), language));
        Assert.InRange(html + sizes.Sum(), 1_000, MostInAll);
    }

    [Fact]
    public async Task Assets_are_kept_for_good_and_sent_compressed()
    {
        foreach (var name in PageAssets.Names)
        foreach (var encoding in new[] { "br", "gzip", "identity" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, PageAssets.Address(name));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
            using var response = await service.Client.SendAsync(request, Cancelled);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal(encoding == "identity" ? [] : [encoding], response.Content.Headers.ContentEncoding.ToArray());
        }
    }

    [Fact]
    public async Task The_opensearch_description_names_addresses_that_answer()
    {
        var description = XDocument.Parse(await service.Client.GetStringAsync("/opensearch.xml", Cancelled)).Root!;
        XNamespace openSearch = "http://a9.com/-/spec/opensearch/1.1/";
        Assert.Equal(openSearch + "OpenSearchDescription", description.Name);
        Assert.InRange(description.Element(openSearch + "ShortName")!.Value.Length, 1, 16);
        foreach (var url in description.Elements(openSearch + "Url"))
        {
            var address = url.Attribute("template")!
                .Value.Replace("{searchTerms}", "train", StringComparison.Ordinal)
                .Replace("{count?}", "5", StringComparison.Ordinal);
            using var response = await service.Client.GetAsync(address, Cancelled);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(url.Attribute("type")!.Value, response.Content.Headers.ContentType!.MediaType);
        }
        var suggested = RunningService.Parse(
            await service.Client.GetStringAsync("/opensearch/suggest?q=tra", Cancelled)
        );
        Assert.Equal("tra", suggested[0].GetString());
        Assert.NotEmpty(suggested[1].EnumerateArray());
    }

    [Fact]
    public async Task The_manifest_names_icons_that_are_there()
    {
        var manifest = RunningService.Parse(await service.Client.GetStringAsync("/manifest.webmanifest", Cancelled));
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var response = await service.Client.GetAsync(icon.GetProperty("src").GetString(), Cancelled);
            Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        }
        Assert.Contains(
            "Disallow: /api/",
            await service.Client.GetStringAsync("/robots.txt", Cancelled),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_setting_is_explained_by_its_own_docstring()
    {
        Assert.Contains(SettingCatalog.All, s => s.Name == "NewsSearch:DataDirectory" && s.Default == "index-data");
        Assert.All(SettingCatalog.All, s => Assert.EndsWith(".", s.Sentence, StringComparison.Ordinal));
        Assert.All(SettingCatalog.All, s => Assert.InRange(s.Sentence.Length, 10, 250));
        Assert.True(SettingCatalog.All.Count >= typeof(NewsSearchOptions).GetProperties().Count(p => p.CanWrite));
    }

    [Fact]
    public void Every_shortcut_that_is_explained_exists()
    {
        using var file = typeof(PageAssets).Assembly.GetManifestResourceStream("NewsSearch.Web.Assets.page.js")!;
        var script = new StreamReader(file).ReadToEnd();
        var listed = Shortcuts().Match(script).Groups["list"].Value;
        var keys = Key().Matches(listed).Select(m => m.Groups["key"].Value);
        Assert.Equal(
            KeyboardShortcut.All.Select(s => s.Key).Order(StringComparer.Ordinal),
            keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_format_is_explained()
    {
        var known = NewsSearch.Extraction.ArticleReaders.Default.All.Select(r => "format." + r.Format);
        Assert.All(known, key => Assert.Contains(key, InterfaceLanguage.English.Keys));
    }

    private async Task<int> SizeAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(response.Content.Headers.ContentEncoding);
        return (await response.Content.ReadAsByteArrayAsync(Cancelled)).Length;
    }

    [GeneratedRegex(@"const shortcuts = \{(?<list>.*?)\n\};", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shortcuts();

    [GeneratedRegex("""^\s+"?(?<key>.)"?: \(\)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
