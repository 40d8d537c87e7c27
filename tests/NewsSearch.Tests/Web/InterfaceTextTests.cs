using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsSearch.Archive;
using NewsSearch.Search;
using NewsSearch.Web.Pages;

namespace NewsSearch.Tests.Web;

/// <summary>What the pages say, in all languages that they speak.</summary>
[Collection(SharedSample.Name)]
public sealed partial class InterfaceTextTests(SampleService service)
{
    // Translations of sentences of the code's own tables; English is those sentences themselves.
    private const string OfCode = "= ";

    private static readonly Dictionary<string, string[]> Categories = new()
    {
        ["en"] = ["one", "other"],
        ["ar"] = ["zero", "one", "two", "few", "many", "other"],
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_text_is_there_in_every_language_with_the_same_places_for_values()
    {
        var keys = Keys(InterfaceLanguage.English);
        Assert.True(keys.Count > 100);
        foreach (var language in InterfaceLanguage.All)
        {
            Assert.Equal(keys, Keys(language));
            foreach (var key in keys)
            {
                var texts = language.Texts(key)!;
                var english = InterfaceLanguage.English.Texts(key)!;
                Assert.All(texts.Values, t => Assert.False(string.IsNullOrWhiteSpace(t), key));
                Assert.Equal(Places(english["other"]), Places(texts["other"]));
                if (english.Count > 1)
                    Assert.Equal(Categories[language.Code], texts.Keys);
            }
        }
    }

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(10, "few")]
    [InlineData(11, "many")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(1011, "many")]
    public void Arabic_has_six_plurals(long number, string category) =>
        Assert.Equal(category, InterfaceLanguage.Arabic.Plural(number));

    [Fact]
    public void The_query_language_is_explained_in_every_language()
    {
        var sentences = QueryHelp
            .Sections.SelectMany(s => s.Examples.Select(e => e.Meaning).Prepend(s.Heading))
            .Concat(QueryHelp.Parameters.Select(p => p.Meaning));
        Assert.All(sentences, s => Assert.NotNull(InterfaceLanguage.Arabic.Texts(OfCode + s)));
    }

    [Theory]
    [InlineData("/help/query")]
    [InlineData("/help/facets")]
    [InlineData("/help/formats")]
    [InlineData("/help/settings")]
    [InlineData("/help/operations")]
    public async Task No_sentence_of_the_help_is_left_in_english(string address)
    {
        using var document = await PageAsync(address, "ar");
        // Put the sentence into Texts/ar/code.json, or the name of a problem into search.json.
        Assert.Empty(document.QuerySelectorAll("main [lang=en]").Select(e => e.TextContent));
    }

    [Fact]
    public async Task The_pages_of_versions_speak_arabic()
    {
        // The sample has articles of one version: the comparison of it with itself has all that is not of the article.
        var path = "/articles/" + RunningService.Ids(await service.SearchAsync("lang=ar&limit=1"))[0];
        foreach (var address in new[] { path, path + "/versions", path + "/versions/1", path + "/versions/1..1/diff" })
            await An_arabic_page_says_nothing_in_another_language_without_saying_so(address);
        var names = Enum.GetValues<ArticleChanges>().SelectMany(c => ArticleComparison.Names(c)).Distinct();
        Assert.All(names, n => Assert.Contains("field." + n, InterfaceLanguage.English.Keys));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=train+or+bridge&source=harbour-wire&date=2024&sort=oldest&limit=20")]
    [InlineData("/?q=nosuchword+train&topic=transport&date=2019")]
    [InlineData("/?q=(open")]
    [InlineData("/?facet=source,topic,lang,author,section,genre,place,via,date")]
    [InlineData("/help")]
    [InlineData("/help/query")]
    [InlineData("/help/facets")]
    [InlineData("/help/formats")]
    [InlineData("/help/settings")]
    [InlineData("/help/operations")]
    [InlineData("/login")]
    [InlineData("/nothing/here")]
    public async Task An_arabic_page_says_nothing_in_another_language_without_saying_so(string address)
    {
        using var document = await PageAsync(address, "ar");
        Assert.Equal("ar", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("rtl", document.DocumentElement.GetAttribute("dir"));
        var foreign = document
            .Body!.Descendants<IText>()
            .Where(t => Latin().IsMatch(Named().Replace(t.Data, "")) && !IsMarked(t.ParentElement))
            .Select(t => t.Data.Trim());
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task The_language_of_the_address_wins_and_is_remembered_and_the_browser_is_asked_last()
    {
        using var asked = await AskAsync("/?hl=ar", "de, en;q=0.5");
        Assert.Contains(
            "<html lang=\"ar\"",
            await asked.Content.ReadAsStringAsync(Cancelled),
            StringComparison.Ordinal
        );
        var cookie = asked
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.Contains("language=ar", StringComparison.Ordinal));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var remembered = await AskAsync("/help", "en", cookie.Split(';')[0]);
        Assert.Contains("lang=\"ar\"", await remembered.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var accepted = await AskAsync("/help", "de, ar-EG;q=0.8, en;q=0.5");
        Assert.Contains("lang=\"ar\"", await accepted.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.NotEqual(remembered.Headers.ETag, (await AskAsync("/help", "en")).Headers.ETag);
        using var wrong = await AskAsync("/?hl=xx", "en");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await service.ProblemAsync("/api/v1/search?hl=ar", 400, "unknown-parameter");
    }

    [Fact]
    public async Task What_the_display_menu_sends_leads_back_and_nowhere_else()
    {
        foreach (
            var (back, to) in new[]
            {
                ("/?q=a&b", "/?q=a&b"),
                ("/?q=فتح", "/?q=%D9%81%D8%AA%D8%AD"),
                ("//evil.example/", "/"),
                ("https://evil.example", "/"),
                ("/\t/evil.example", "/"),
            }
        )
        {
            using var response = await service.PostAsync(
                "/preferences",
                new FormUrlEncodedContent([new("theme", "dark"), new("zone", "Asia/Riyadh"), new("return", back)])
            );
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Equal(to, response.Headers.Location?.OriginalString);
            Assert.Equal(2, response.Headers.GetValues("Set-Cookie").Count());
        }
        using var wrong = await service.PostAsync(
            "/preferences",
            new FormUrlEncodedContent([new("zone", "Asia/Riyad")])
        );
        var problem = await RunningService.ProblemAsync(wrong, 400, "invalid-parameter");
        Assert.Equal("Asia/Riyadh", problem.GetProperty("didYouMean").GetString());
    }

    [Fact]
    public async Task A_wrong_zone_is_put_right_on_the_page_that_says_so()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/preferences")
        {
            Content = new FormUrlEncodedContent([new("zone", "riyadh"), new("return", "/sources")]),
        };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = HtmlPages.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Contains("Asia/Riyadh", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sources", page.QuerySelector(".menu input[name=return]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/preferences")]
    [InlineData("/login")]
    public async Task A_form_that_cannot_be_decoded_is_refused_with_a_page(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = RunningService.Body("theme=%00", "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = HtmlPages.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("/", page.QuerySelector(".menu input[name=return]")!.GetAttribute("value"));
    }

    private static List<string> Keys(InterfaceLanguage language) =>
        [.. language.Keys.Where(k => !k.StartsWith(OfCode, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    // Names, examples and what the archive holds are marked as what they are.
    private static bool IsMarked(IElement? element) =>
        element is not null
        && element.Closest(
            "code, kbd, bdi, time, select[name=language], option[lang], .brand, [lang]:not([lang=ar]), [dir=ltr]"
        )
            is not null;

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string address, string language)
    {
        using var response = await AskAsync(address, language);
        return await new HtmlParser().ParseDocumentAsync(
            await response.Content.ReadAsStringAsync(Cancelled),
            Cancelled
        );
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string language, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await service.Client.SendAsync(request, Cancelled);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();

    // Names of formats and standards are the same in all languages; examples stand between left-to-right marks.
    [GeneratedRegex(
        "\u200E[^\u200E]*\u200E|(?<![A-Za-z])(JSON( Lines| Feed)?|ninjs|IPTC|SGML|Reuters|RSS|Atom|RDF|WARC|ARC|WACZ|ZIP|tar|gzip|"
            + "CSV|TSV|NITF|NewsML|RFC|UTC|AND|OR|NOT|NEAR|ISO|NewsSearch|Both|Web|or|cocoa|coffee|talk|talking|Turkey|"
            + "turkey|links\\.next|unknown|done|failed)(?![A-Za-z])"
    )]
    private static partial Regex Named();
}
