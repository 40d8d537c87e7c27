using System.Net;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Tests.Web;

/// <summary>The login of the admin's browser: what its cookie opens, and what it does not.</summary>
public sealed class AdminLoginTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_without_the_token_of_its_session_is_refused()
    {
        var cookie = await CookieAsync();
        foreach (var form in new[] { "", "token=", "token=00", "token=" + new string('0', 64) })
        {
            using var refused = await SendAsync("/logout", form, cookie);
            await RunningService.ProblemAsync(refused, 403, "forbidden");
        }
        using var foreign = await SendAsync("/logout", "token=" + await TokenAsync(cookie), cookie: null);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        using var left = await SendAsync("/logout", "token=" + await TokenAsync(cookie), cookie);
        Assert.Equal("/login", left.Headers.Location?.OriginalString);
        Assert.Contains(
            "expires=Thu, 01 Jan 1970",
            left.Headers.GetValues("Set-Cookie").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_login_leads_on_within_the_service_only()
    {
        foreach (
            var (next, to) in new[]
            {
                ("/jobs", "/jobs"),
                ("", "/admin"),
                ("//evil.example", "/"),
                ("https://evil.example", "/"),
            }
        )
        {
            using var response = await LogInAsync(RunningService.Key, next);
            Assert.Equal(to, response.Headers.Location?.OriginalString);
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("null", HttpStatusCode.Unauthorized)]
    [InlineData("http://evil.example", HttpStatusCode.Unauthorized)]
    [InlineData("http://localhost:1", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.NoContent)]
    public async Task Jobs_are_changed_from_the_dashboard_only(string? origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/jobs/enqueued/delete")
        {
            Content = RunningService.Body("jobs[]=none", "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Cookie", await CookieAsync());
        if (origin is not null)
            request.Headers.TryAddWithoutValidation(
                "Origin",
                origin.Length > 0 ? origin : service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)
            );
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public void Wrong_keys_of_one_client_are_limited_and_forgiven_after_a_while()
    {
        var clock = new SetClock();
        var attempts = new LoginAttempts(clock);
        var (guesser, other) = (IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8:0:1::1"));
        for (var i = 0; i < LoginAttempts.Most; i++)
        {
            attempts.Check(guesser);
            // Another address of the same network is the same client.
            attempts.Failed(i % 2 == 0 ? guesser : IPAddress.Parse("2001:db8::2"));
        }
        var refused = Assert.Throws<NewsSearch.Web.Api.RateLimitedException>(() => attempts.Check(guesser));
        Assert.InRange(refused.RetryAfter, 1, (int)LoginAttempts.Window.TotalSeconds);
        attempts.Check(other);
        clock.Now += LoginAttempts.Window;
        attempts.Check(guesser);
    }

    [Fact]
    public async Task Too_many_wrong_keys_are_answered_with_the_time_to_wait()
    {
        await using var attacked = new RunningService("--NewsSearch:Sample=false");
        await attacked.InitializeAsync();
        for (var i = 0; i < LoginAttempts.Most; i++)
            (await attacked.PostAsync("/login", new FormUrlEncodedContent([new("key", "wrong")]))).Dispose();
        using var response = await attacked.PostAsync(
            "/login",
            new FormUrlEncodedContent([new("key", RunningService.Key)])
        );
        var problem = await RunningService.ProblemAsync(response, 429, "rate-limited");
        Assert.Equal(
            problem.GetProperty("retryAfter").GetInt32().ToString(),
            response.Headers.GetValues("Retry-After").Single()
        );
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_tls_the_cookie_is_secure_and_addresses_are_those_of_the_proxy()
    {
        await using var inner = new RunningService("--NewsSearch:Sample=false", "--ForwardedHeaders_Enabled=true");
        await inner.InitializeAsync();
        inner.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var response = await inner.PostAsync(
            "/login",
            new FormUrlEncodedContent([new("key", RunningService.Key)])
        );
        Assert.Contains("; secure", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        var description = await inner.Client.GetStringAsync("/opensearch.xml", Cancelled);
        Assert.Contains("template=\"https://", description, StringComparison.Ordinal);
    }

    private async Task<string> CookieAsync()
    {
        using var response = await LogInAsync(RunningService.Key, "/jobs");
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private Task<HttpResponseMessage> LogInAsync(string key, string next) =>
        service.PostAsync("/login", new FormUrlEncodedContent([new("key", key), new("next", next)]));

    // The token stands in the form of the page that is shown to whoever is logged in.
    private async Task<string> TokenAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await service.Client.SendAsync(request, Cancelled);
        var html = await response.Content.ReadAsStringAsync(Cancelled);
        const string before = "name=\"token\" value=\"";
        var start = html.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return html[start..html.IndexOf('"', start)];
    }

    private async Task<HttpResponseMessage> SendAsync(string address, string form, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = RunningService.Body(form, "application/x-www-form-urlencoded"),
        };
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await service.Client.SendAsync(request, Cancelled);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(55);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
