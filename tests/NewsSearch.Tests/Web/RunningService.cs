using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Tests.Web;

/// <summary>The real service on a port and a data folder of its own, asked over HTTP.</summary>
public class RunningService(params string[] settings) : IAsyncLifetime
{
    public const string Key = "test-key-0123456789";

    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    /// <summary>Follows no redirects, unpacks nothing and keeps no cookies: what the service says is what a test sees.</summary>
    public HttpClient Client { get; } =
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
            }
        );

    /// <summary>What the service routes, to compare with what it documents.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>The parts of the running service.</summary>
    public IServiceProvider Services => _app!.Services;

    public string DataFolder => _data.FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The time that the service goes by; the system's where none is given.</summary>
    public TimeProvider? Clock { get; init; }

    public async ValueTask InitializeAsync()
    {
        await StartAsync("http://127.0.0.1:0");
        var addresses = _app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Client.BaseAddress = new Uri(addresses.Addresses.Single());
        await ReadyAsync();
    }

    /// <summary>Stops the service and starts it again at the same address.</summary>
    /// <param name="meanwhile">Done while none runs.</param>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke();
        await StartAsync(Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await ReadyAsync();
    }

    private async Task StartAsync(string address)
    {
        _app = NewsSearchApplication.Build(
            [
                $"--urls={address}",
                $"--NewsSearch:DataDirectory={_data.FullName}",
                $"--NewsSearch:AdminKey={Key}",
                "--Logging:Console:LogLevel:Default=None",
                .. settings,
            ],
            Clock
        );
        await _app.StartAsync(Cancelled);
    }

    private async Task ReadyAsync()
    {
        await Waiting.WhileAsync(async () => await ReadinessAsync() != HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>The JSON of an address that answers 200.</summary>
    public async Task<JsonElement> GetAsync(string address, bool asAdmin = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (asAdmin)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var response = await Client.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return Parse(text);
    }

    /// <summary>A rebuild after it has ended, whichever way: its stream of events ends with it.</summary>
    public async Task<JsonElement> EndedAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await Client.SendAsync(request, Cancelled);
        await response.Content.ReadAsStringAsync(Cancelled);
        return await GetAsync(address);
    }

    /// <summary>The answer of <c>/api/v1/search</c>.</summary>
    public Task<JsonElement> SearchAsync(string query) => GetAsync("/api/v1/search?" + query);

    public async Task<long> TotalAsync(string query) => Total(await SearchAsync(query));

    public Task<HttpResponseMessage> PostAsync(
        string address,
        HttpContent content,
        string? key = null,
        CancellationToken? cancellation = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return Client.SendAsync(request, cancellation ?? Cancelled);
    }

    /// <summary>The answer to documents that are taken in, searchable when it comes.</summary>
    public async Task<JsonElement> IngestAsync(HttpContent content, string query = "wait=searchable")
    {
        using var response = await PostAsync("/api/v1/ingest?" + query, content, Key);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} {text}");
        return Parse(text);
    }

    public Task<JsonElement> IngestAsync(params string[] lines) => IngestAsync(Body(string.Join('\n', lines)));

    /// <summary>The problem of a response, whose own members must agree with the response.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status, string name)
    {
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = Parse(text);
        Assert.Equal("/problems/" + name, problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal(
            response.RequestMessage!.RequestUri!.AbsolutePath,
            Uri.EscapeDataString(problem.GetProperty("instance").GetString()!)
                .Replace("%2F", "/", StringComparison.Ordinal)
        );
        return problem;
    }

    /// <summary>The problem that an address answers with.</summary>
    public async Task<JsonElement> ProblemAsync(string address, int status, string name)
    {
        using var response = await Client.GetAsync(address, Cancelled);
        return await ProblemAsync(response, status, name);
    }

    public static long Total(JsonElement answer) => answer.GetProperty("total").GetProperty("value").GetInt64();

    public static IReadOnlyList<string> Ids(JsonElement answer) =>
        [.. answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>A body of this text with this declared type, or with none.</summary>
    public static ByteArrayContent Body(string text, string? mediaType = null) =>
        Body(Encoding.UTF8.GetBytes(text), mediaType);

    public static ByteArrayContent Body(byte[] bytes, string? mediaType = null)
    {
        var content = new ByteArrayContent(bytes);
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    private async Task<HttpStatusCode> ReadinessAsync()
    {
        using var response = await Client.GetAsync("/health/ready", Cancelled);
        if (response.StatusCode != HttpStatusCode.OK)
            await ProblemAsync(response, 503, "not-ready");
        return response.StatusCode;
    }
}

/// <summary>A service without articles, for the tests of one class.</summary>
public sealed class EmptyService() : RunningService("--NewsSearch:Sample=false");

/// <summary>The service with the built-in sample, shared by all tests that only read.</summary>
public sealed class SampleService() : RunningService();

[CollectionDefinition(Name)]
public sealed class SharedSample : ICollectionFixture<SampleService>
{
    public const string Name = "service with the sample";
}
