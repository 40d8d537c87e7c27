using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Api;

namespace NewsSearch.Tests.Web;

/// <summary>The OpenAPI document says what the service does.</summary>
[Collection(SharedSample.Name)]
public sealed class ApiDocumentTests(SampleService service)
{
    private static readonly string[] Orders = ["/retry", "/reprocess", "/poll", "/snapshots"];

    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    private static readonly string[] AnswerTypes =
    [
        "application/json",
        "application/atom+xml",
        "application/feed+json",
        "application/octet-stream",
        .. ArticleFormats.All.Select(f => f.MediaType),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_openapi_3_1_with_servers_and_the_key()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("NewsSearch", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("/", document.GetProperty("servers")[0].GetProperty("url").GetString());
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("adminKey");
        Assert.Equal("bearer", scheme.GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task It_lists_every_route_of_the_api_and_no_other()
    {
        var routed = service
            .Endpoints.Where(e => IsOfApi(e.RoutePattern.RawText ?? ""))
            .SelectMany(e =>
                e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>()
                    .HttpMethods.Select(m => $"{m.ToLowerInvariant()} {e.RoutePattern.RawText}")
            )
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(routed.Count >= 10);
        Assert.Equal(
            routed,
            Operations(await DocumentAsync()).Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_an_answer_and_its_problems()
    {
        var names = new HashSet<string>();
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            Assert.True(names.Add(operation.GetProperty("operationId").GetString()!), path);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                var isProblem = int.Parse(response.Name) >= 400;
                var types = response.Value.GetProperty("content").EnumerateObject().Select(c => c.Name);
                Assert.All(types, t => Assert.Contains(t, isProblem ? ["application/problem+json"] : AnswerTypes));
                if (isProblem)
                    Assert.StartsWith(
                        "/problems/",
                        response.Value.GetProperty("description").GetString(),
                        StringComparison.Ordinal
                    );
            }
            // What is asked to be done now, or again, needs no body.
            var isOrder = Orders.Any(o => path.Contains(o, StringComparison.Ordinal));
            var takesBody = method is "post" or "put" or "patch" && !isOrder;
            Assert.Equal(takesBody, operation.TryGetProperty("requestBody", out _));
            using var refused = await CallAsync(path, method);
            if (operation.TryGetProperty("security", out _))
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            else
                Assert.NotEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task The_parameters_of_the_document_are_those_that_the_service_takes()
    {
        var document = await DocumentAsync();
        foreach (var (path, _, operation) in Operations(document).Where(o => o.Method == "get"))
        {
            var parameters = operation.TryGetProperty("parameters", out var listed)
                ? listed.EnumerateArray().ToList()
                : [];
            var names = parameters.Where(p => Text(p, "in") == "query").Select(p => Text(p, "name")).ToList();
            using var response = await CallAsync(path + "?no-such-parameter=1", "get", RunningService.Key);
            var problem = await RunningService.ProblemAsync(response, 400, "unknown-parameter");

            Assert.Equal(
                problem.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()).Order(),
                names.Order()
            );
            Assert.All(parameters, p => Assert.True(p.TryGetProperty("schema", out _)));
            Assert.All(parameters.Where(p => Text(p, "in") == "query"), p => Assert.NotEmpty(Text(p, "description")));
            Assert.Equal(
                path.Split('{').Skip(1).Select(s => s.Split('}')[0]),
                parameters.Where(p => Text(p, "in") == "path").Select(p => Text(p, "name"))
            );
        }
    }

    [Fact]
    public async Task Every_answer_that_is_a_list_has_links()
    {
        var id = RunningService.Ids(await service.SearchAsync("limit=1"))[0];
        var lists = new List<string>();
        foreach (var (path, _, _) in Operations(await DocumentAsync()).Where(o => o.Method == "get"))
        {
            var address = path.Replace("/articles/{id}", $"/articles/{id}", StringComparison.Ordinal);
            using var response = await CallAsync(address, "get", RunningService.Key);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "application/json")
                continue;
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled)).RootElement;
            if (!answer.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                continue;
            lists.Add(path.Split('/')[^1]);
            var links = string.Join(", ", response.Headers.GetValues("Link"));
            Assert.Contains($"<{address}>; rel=\"self\"", links, StringComparison.Ordinal);
            Assert.Contains("rel=\"first\"", links, StringComparison.Ordinal);
        }
        Assert.Equal(
            [
                "embargoes",
                "feeds",
                "generations",
                "ledger",
                "rebuilds",
                "runs",
                "search",
                "snapshots",
                "sources",
                "versions",
            ],
            lists.Order()
        );
    }

    [Fact]
    public async Task The_items_of_a_search_have_the_members_that_are_asked_for_and_all_can_be_asked_for()
    {
        var whole = (await service.SearchAsync("q=the&limit=1")).GetProperty("items")[0];
        Assert.Equal(
            SearchParameterCatalog.ItemFields.Order(),
            typeof(SearchItemResponse)
                .GetProperties()
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
                .Order()
        );
        foreach (var member in whole.EnumerateObject().Select(m => m.Name))
        {
            var item = (await service.SearchAsync($"q=the&limit=1&fields={member}")).GetProperty("items")[0];
            Assert.Equal([member], item.EnumerateObject().Select(m => m.Name));
            Assert.Equal(whole.GetProperty(member).GetRawText(), item.GetProperty(member).GetRawText());
        }
        var two = (await service.SearchAsync("limit=1&fields=id,url&fields=headline")).GetProperty("items")[0];
        Assert.All(two.EnumerateObject(), m => Assert.Contains(m.Name, (string[])["id", "url", "headline"]));
        Assert.True(two.TryGetProperty("id", out _));
        var problem = await service.ProblemAsync("/api/v1/search?fields=id,headlin", 400, "invalid-parameter");
        Assert.Equal("headline", problem.GetProperty("didYouMean").GetString());
        Assert.Equal("headlin", problem.GetProperty("value").GetString());
    }

    [Fact]
    public async Task Every_value_that_the_document_lists_is_taken_and_another_is_not()
    {
        var search = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/search").GetProperty("get");
        var tried = 0;
        foreach (var parameter in search.GetProperty("parameters").EnumerateArray())
        {
            var schema = parameter.GetProperty("schema");
            if (schema.TryGetProperty("items", out var items))
                schema = items;
            if (!schema.TryGetProperty("enum", out var values))
                continue;
            var name = Text(parameter, "name");
            var needs = name == "stratify" ? "sample=5" : "limit=1";
            foreach (var value in values.EnumerateArray().Where(v => v.GetString() != "hour"))
                await service.SearchAsync($"date=2021&{needs}&{name}={value.GetString()}");
            await service.ProblemAsync($"/api/v1/search?{name}=nonsense", 400, "invalid-parameter");
            tried++;
        }
        Assert.True(tried >= 6);
    }

    [Fact]
    public async Task The_bodies_are_described()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        var search = Content(paths, "/api/v1/search").GetProperty("application/json").GetProperty("schema");
        var parameters = paths.GetProperty("/api/v1/search").GetProperty("get").GetProperty("parameters");

        Assert.Equal(
            parameters.EnumerateArray().Select(p => Text(p, "name")).Order(),
            search.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order()
        );
        var ingest = Content(paths, "/api/v1/ingest").EnumerateObject().Select(c => c.Name).ToList();
        foreach (var type in new[] { "application/x-ndjson", "text/html", "text/plain", "application/octet-stream" })
            Assert.Contains(type, ingest);

        static JsonElement Content(JsonElement paths, string path) =>
            paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content");
    }

    private static bool IsOfApi(string path) =>
        path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/health/", StringComparison.Ordinal);

    private Task<JsonElement> DocumentAsync() => service.GetAsync("/openapi.json");

    private async Task<HttpResponseMessage> CallAsync(string path, string method, string? key = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method.ToUpperInvariant()),
            Regex.Replace(path, "{[a-z]+}", "nope")
        );
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        return await service.Client.SendAsync(request, Cancelled);
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (path.Name, operation.Name, operation.Value);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
