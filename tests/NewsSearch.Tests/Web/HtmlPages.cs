using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NewsSearch.Tests.Web;

/// <summary>Pages of a running service as a browser without script sees them.</summary>
internal sealed class HtmlPages(RunningService service, bool asAdmin = false)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Cookies of this browser.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public async Task<IHtmlDocument> GetAsync(string address, int status = 200)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address));
        var html = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == (int)response.StatusCode, $"{address}: {(int)response.StatusCode} {html}");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.InRange(html.Length, 500, 100_000);
        return Parse(html);
    }

    /// <summary>Sends a form of a page as a browser does; fields that are named here get these values.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(IElement form, params (string Name, string Value)[] typed)
    {
        var fields = form.QuerySelectorAll("input[name]")
            .OfType<IHtmlInputElement>()
            .Where(i => i.Type is not ("checkbox" or "radio") || i.IsChecked)
            .Select(i => (i.Name!, i.Value))
            .Where(f => typed.All(t => t.Name != f.Item1))
            .Concat(typed)
            .Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        return await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
            {
                Content = new FormUrlEncodedContent(fields),
            }
        );
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (asAdmin)
            await LogInAsync();
        if (Cookies.Count > 0)
            request.Headers.TryAddWithoutValidation(
                "Cookie",
                string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}"))
            );
        return await service.Client.SendAsync(request, Cancelled);
    }

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private async Task LogInAsync()
    {
        if (Cookies.ContainsKey("newssearch-admin"))
            return;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", RunningService.Key)]);
        using var response = await service.Client.PostAsync("/login", form, Cancelled);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=', 2);
        Cookies[cookie[0]] = cookie[1];
    }
}
