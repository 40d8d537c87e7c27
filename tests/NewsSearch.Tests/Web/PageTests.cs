using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace NewsSearch.Tests.Web;

/// <summary>The pages as a reader without script gets them.</summary>
[Collection(SharedSample.Name)]
public sealed partial class PageTests(SampleService service)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("q=train")]
    [InlineData("q=%22night+train%22&lang=en")]
    [InlineData("q=the&source=harbour-wire&source=lakeside-tribune&sort=oldest")]
    [InlineData("topic=transport&date=2021/2023")]
    [InlineData("date=unknown")]
    [InlineData("q=%D8%A7%D9%86%D8%AA%D8%AE%D8%A7%D8%A8%D8%A7%D8%AA")]
    [InlineData("q=nosuchwordanywhere")]
    [InlineData("lang.not=en&facet=lang&limit=3")]
    public async Task A_search_page_shows_the_total_and_the_articles_of_the_api(string query)
    {
        var answer = await service.SearchAsync(query);
        var html = await PageAsync("/?" + query);

        var total = TotalOnPage().Match(html).Groups[1].Value;
        Assert.Equal(
            RunningService.Total(answer),
            long.Parse(total, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
        );
        Assert.Equal(
            RunningService.Ids(answer),
            ArticleLink().Matches(html).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("q=the")]
    [InlineData("q=the&date=2020-03/2022-10")]
    [InlineData("date=2021")]
    [InlineData("topic=transport&date=2021-02-01/2021-05-20")]
    [InlineData("q=the&source=harbour-wire&date=/2020")]
    [InlineData("date=unknown")]
    public async Task Every_row_of_the_chart_is_what_its_link_finds_and_all_add_up(string query)
    {
        var page = HtmlPages.Parse(await PageAsync("/?" + query));
        var rows = page.QuerySelectorAll(".chart tbody tr").ToList();
        var sum = 0L;
        foreach (var row in rows)
        {
            var count = long.Parse(
                row.QuerySelector(".number")!.TextContent,
                NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture
            );
            sum += count;
            if (row.QuerySelector("a")?.GetAttribute("href") is not { } link)
                continue;
            Assert.Equal(count, await service.TotalAsync(link.Split('?')[1]));
            Assert.Equal(row.QuerySelector("a")!.TextContent, NameOf(link.Split("date=")[1].Split('&')[0]));
        }
        var total = query == "date=unknown" ? "" : query;
        Assert.Equal(await service.TotalAsync(total), sum);
    }

    // What readers call a period of the parameter date.
    private static string NameOf(string period)
    {
        if (period == "unknown")
            return "undated";
        var start = period.Split('/')[0];
        var format = (start.Length, period.Contains('/')) switch
        {
            (4, _) => "yyyy",
            (7, false) => "MMMM yyyy",
            (7, true) => "'Q'q yyyy",
            (10, false) => "d MMMM yyyy",
            _ => "'Week of' d MMMM yyyy",
        };
        var day = DateTime.ParseExact(start, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture);
        return day.ToString(format, CultureInfo.InvariantCulture).Replace("q", $"{(day.Month + 2) / 3}");
    }

    [Fact]
    public async Task Dots_stand_where_a_passage_is_cut_and_nowhere_else()
    {
        var page = HtmlPages.Parse(await PageAsync("/?q=train&limit=50"));
        var dots = 0;
        foreach (var hit in page.QuerySelectorAll(".hit"))
        {
            var id = hit.QuerySelector("h2 a")!.GetAttribute("href")!.Split('/')[^1];
            var article = await service.GetAsync("/api/v1/articles/" + id);
            var body = Blanks().Replace(article.GetProperty("body").GetString()!, " ").Trim();
            var shown = Blanks().Replace(hit.QuerySelector(".snippet")!.TextContent, " ").Trim();
            var passage = shown.Trim('…', ' ');
            Assert.Contains(passage, body, StringComparison.Ordinal);
            Assert.Equal(!body.StartsWith(passage, StringComparison.Ordinal), shown.StartsWith('…'));
            Assert.False(body.EndsWith(passage, StringComparison.Ordinal) && shown.EndsWith('…'));
            dots += shown.Count(c => c == '…');
        }
        Assert.InRange(dots, 1, 99);
    }

    [Fact]
    public async Task A_topic_that_is_asked_for_exactly_is_no_ticked_box()
    {
        var page = HtmlPages.Parse(await PageAsync("/?topic.exact=transport/rail"));
        Assert.Empty(page.QuerySelectorAll("input[name=topic][checked]"));
        Assert.Single(page.QuerySelectorAll("#search input[name='topic.exact'][value='transport/rail']"));
        page = HtmlPages.Parse(await PageAsync("/?topic.exact=transport/rail&topic=transport"));
        var ticked = Assert.Single(page.QuerySelectorAll("input[name=topic][checked]"));
        Assert.Equal("transport", ticked.GetAttribute("value"));
    }

    [Fact]
    public async Task Pages_are_followed_by_plain_links()
    {
        var answer = await service.SearchAsync("q=the&lang=en");
        var html = await PageAsync("/?q=the&lang=en");
        var next = WebUtility.HtmlDecode(NextLink().Match(html).Groups[1].Value);
        var second = await PageAsync(next);

        var ids = await service.GetAsync(answer.GetProperty("links").GetProperty("next").GetString()!);
        Assert.Equal(
            RunningService.Ids(ids),
            ArticleLink().Matches(second).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("/?q=train")]
    [InlineData("/?q=train&source=harbour-wire&limit=3")]
    [InlineData("/?lang=ar&sort=oldest")]
    [InlineData("/?q=nosuchwordanywhere")]
    public async Task A_page_of_results_names_its_feeds_its_neighbours_and_the_search_of_the_archive(string address)
    {
        var first = HtmlPages.Parse(await PageAsync(address));
        Assert.Equal("/opensearch.xml", Linked(first, "search", "application/opensearchdescription+xml"));
        foreach (var type in new[] { "application/atom+xml", "application/feed+json", "application/json" })
        {
            using var feed = await service.Client.GetAsync(Linked(first, "alternate", type), Cancelled);
            Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
            Assert.Equal(type, feed.Content.Headers.ContentType?.MediaType);
        }
        Assert.Null(Linked(first, "prev"));
        var answer = await service.SearchAsync(address[2..]);
        if (RunningService.Ids(answer).Count == RunningService.Total(answer))
        {
            Assert.Null(Linked(first, "next"));
            return;
        }
        var second = HtmlPages.Parse(await PageAsync(Linked(first, "next")!));
        Assert.NotNull(Linked(second, "alternate", "application/atom+xml"));
        var back = HtmlPages.Parse(await PageAsync(Linked(second, "prev")!));
        Assert.Equal(Hits(first), Hits(back));
        Assert.Empty(Hits(first).Intersect(Hits(second)));
    }

    [Theory]
    [InlineData("q=train")]
    [InlineData("q=%22night+train%22")]
    [InlineData("q=train+NEAR/4+reach")]
    [InlineData("q=headline:train+OR+flood")]
    public async Task The_page_marks_what_the_api_marks(string query)
    {
        var marks = (await service.SearchAsync(query))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty("highlights").EnumerateObject().Sum(h => h.Value.GetArrayLength()))
            .ToList();
        var page = HtmlPages.Parse(await PageAsync("/?" + query));
        Assert.Contains(marks, m => m > 0);
        Assert.Equal(marks, page.QuerySelectorAll(".hit").Select(h => h.QuerySelectorAll("mark").Length));
    }

    [Fact]
    public async Task Nothing_found_names_the_part_that_is_nowhere_the_filter_that_removed_most_and_the_period()
    {
        const string query = "q=train&source=harbour-wire&topic=health&date=2019/2025";
        var why = (await service.SearchAsync(query)).GetProperty("explanation");
        var page = HtmlPages.Parse(await PageAsync("/?" + query)).QuerySelector(".nothing")!;
        var tables = page.QuerySelectorAll("table");
        var clause = why.GetProperty("clauses")[0];
        Assert.Equal(
            [clause.GetProperty("count").GetInt64(), clause.GetProperty("unfiltered").GetInt64()],
            Numbers(tables[0])
        );
        Assert.Equal(
            why.GetProperty("filters").EnumerateArray().Select(f => f.GetProperty("without").GetInt64()),
            Numbers(tables[1])
        );
        // The first sentence is about the first of the filters, which leads to what it kept away.
        var link = page.QuerySelector("p a")!.GetAttribute("href")!;
        Assert.Equal(Numbers(tables[1])[0], await service.TotalAsync(link[2..]));
        Assert.Contains(
            why.GetProperty("archivedInPeriod").GetInt64().ToString(CultureInfo.InvariantCulture),
            page.TextContent,
            StringComparison.Ordinal
        );
        // A chosen value that finds nothing keeps its name.
        Assert.Equal(
            "Harbour Wire",
            HtmlPages.Parse(await PageAsync("/?" + query)).QuerySelector(".chip bdi")?.TextContent
        );

        static List<long> Numbers(IElement table) =>
            [
                .. table
                    .QuerySelectorAll("td.number")
                    .Select(n => long.Parse(n.TextContent, CultureInfo.InvariantCulture)),
            ];
    }

    [Fact]
    public async Task An_article_page_shows_what_the_api_says()
    {
        foreach (var id in RunningService.Ids(await service.SearchAsync("limit=40&sort=source")))
        {
            var article = await service.GetAsync("/api/v1/articles/" + id);
            var html = WebUtility.HtmlDecode(await PageAsync("/articles/" + id));
            Assert.Contains(article.GetProperty("headline").GetString()!, html, StringComparison.Ordinal);
            Assert.Contains(
                article.GetProperty("source").GetProperty("name").GetString()!,
                html,
                StringComparison.Ordinal
            );
            foreach (var paragraph in article.GetProperty("body").GetString()!.Split("\n\n"))
                Assert.Contains(paragraph, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=train")]
    [InlineData("/help")]
    [InlineData("/help/query")]
    [InlineData("/help/facets")]
    [InlineData("/help/formats")]
    [InlineData("/help/settings")]
    [InlineData("/help/operations")]
    [InlineData("/login")]
    [InlineData("/jobs", 401)]
    [InlineData("/articles/nope", 404)]
    [InlineData("/nothing/here", 404)]
    [InlineData("/?q=(open", 400)]
    [InlineData("/?sorce=x", 400)]
    [InlineData("/?date=2024-13", 400)]
    public async Task Every_page_is_html_of_its_own_that_needs_no_script(string address, int status = 200)
    {
        using var response = await BrowseAsync(address);
        var html = await response.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<main", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 500, 100_000);
        // Everything comes from here: no other host for style, script, picture or form.
        Assert.DoesNotMatch("""(src|action)="(https?:)?//""", html);
        Assert.DoesNotMatch("""<link[^>]+rel="(stylesheet|icon|preload)"[^>]+href="(https?:)?//""", html);
        Assert.Contains("default-src 'self'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        foreach (var asset in Asset().Matches(html).Select(m => m.Groups[1].Value))
        {
            using var file = await service.Client.GetAsync(asset, Cancelled);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Theory]
    [InlineData("/?q=&lang=en", "/?lang=en")]
    [InlineData("/?q=train&from=2021-01-01&to=2021-12-31", "/?q=train&date=2021-01-01/2021-12-31")]
    [InlineData("/?from=2021-01-01&to=", "/?date=2021-01-01/")]
    public async Task What_a_form_sends_becomes_the_address_of_the_api(string sent, string address)
    {
        using var response = await BrowseAsync(sent);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(address, response.Headers.Location?.OriginalString);
        await service.GetAsync("/api/v1/search" + address[1..]);
        await PageAsync(address);
    }

    [Fact]
    public async Task What_a_reader_typed_is_text_and_never_markup()
    {
        const string typed = "\"><script>alert(1)</script>";
        foreach (var query in new[] { "q=", "source=", "lang.not=", "date=", "nosuch=" })
        {
            using var response = await BrowseAsync("/?" + query + Uri.EscapeDataString(typed));
            var html = await response.Content.ReadAsStringAsync(Cancelled);
            Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_api_reference_is_a_page_that_asks_no_other_host()
    {
        using var redirect = await BrowseAsync("/docs");
        var address = redirect.Headers.Location?.OriginalString ?? "/docs";
        using var response = await BrowseAsync(
            new Uri(new Uri(service.Client.BaseAddress!, "/docs"), address).PathAndQuery
        );
        var html = await response.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("NewsSearch API", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="(https?:)?//""", html);
        Assert.DoesNotContain("cdn.", html, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Linked(IHtmlDocument page, string relation, string? type = null) =>
        page.QuerySelector($"head link[rel={relation}]{(type is null ? "" : $"[type='{type}']")}")
            ?.GetAttribute("href");

    private static IEnumerable<string?> Hits(IHtmlDocument page) =>
        page.QuerySelectorAll(".hit h2 a").Select(a => a.GetAttribute("href"));

    private async Task<string> PageAsync(string address)
    {
        using var response = await BrowseAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    private async Task<HttpResponseMessage> BrowseAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        return await service.Client.SendAsync(request, Cancelled);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(' ', response.Headers.GetValues(name));

    [GeneratedRegex("""class="total"><strong>([0-9,]+)</strong>""")]
    private static partial Regex TotalOnPage();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("href=\"/articles/([0-9a-f]+)")]
    private static partial Regex ArticleLink();

    [GeneratedRegex("<a rel=\"next\"[^>]*href=\"([^\"]+)\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Asset();
}
