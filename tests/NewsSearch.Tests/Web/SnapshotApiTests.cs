using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>Snapshots over HTTP: made and checked in the background, listed, deleted.</summary>
public sealed class SnapshotApiTests(EmptyService service) : IClassFixture<EmptyService>
{
    private const string Address = "/api/v1/snapshots";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_is_made_checked_listed_and_deleted()
    {
        await service.IngestAsync("""{"headline":"Kept","source":"Snapshots","text":"A text."}""");
        var made = await MakeAsync();
        Assert.Equal("completed", made.GetProperty("state").GetString());
        var archive = made.GetProperty("archive");
        var index = made.GetProperty("index");
        Assert.True(index.GetProperty("sequence").GetInt64() <= archive.GetProperty("sequence").GetInt64());
        Assert.All(
            index.GetProperty("files").EnumerateArray(),
            f => Assert.Equal(64, f.GetProperty("sha256").GetString()!.Length)
        );

        var id = made.GetProperty("id").GetString();
        using var asked = await SendAsync(HttpMethod.Post, $"{Address}/{id}/restore?as=verify");
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var check = await DoneAsync(asked.Headers.Location!.OriginalString, s => s.GetProperty("check"));
        Assert.Equal("passed", check.GetProperty("check").GetProperty("state").GetString());
        Assert.True(check.GetProperty("check").GetProperty("articles").GetInt64() >= 1);

        var listed = (await service.GetAsync(Address, asAdmin: true)).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(listed, s => s.GetProperty("id").GetString() == id);
        // The history gets a run when all of it has ended, just behind the state of the snapshot.
        await Waiting.WhileAsync(async () => !(await KindsOfRunsAsync()).Contains("snapshot-check"));
        Assert.Contains("snapshot", await KindsOfRunsAsync());

        using var deleted = await SendAsync(HttpMethod.Delete, $"{Address}/{id}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        using var gone = await SendAsync(HttpMethod.Get, $"{Address}/{id}");
        await RunningService.ProblemAsync(gone, 404, "not-found");
    }

    [Fact]
    public async Task The_admin_key_is_in_no_file_of_a_snapshot()
    {
        await MakeAsync();
        var key = System.Text.Encoding.ASCII.GetBytes(RunningService.Key);
        var snapshots = Path.Combine(service.DataFolder, "snapshots");
        foreach (var file in Directory.GetFiles(snapshots, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file) != "lock")
                Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Cancelled)).AsSpan().IndexOf(key));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("DELETE", "/20250101T000000Z")]
    [InlineData("POST", "/20250101T000000Z/restore?as=verify")]
    public async Task Nothing_of_it_is_done_without_the_key(string method, string path)
    {
        using var response = await service.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), Address + path),
            Cancelled
        );
        await RunningService.ProblemAsync(response, 401, "unauthorized");
    }

    [Fact]
    public async Task What_does_not_exist_or_cannot_be_done_is_refused()
    {
        using var missing = await SendAsync(HttpMethod.Post, Address + "/20250101T000000Z/restore?as=verify");
        await RunningService.ProblemAsync(missing, 404, "not-found");
        using var live = await SendAsync(HttpMethod.Post, Address + "/20250101T000000Z/restore");
        var problem = await RunningService.ProblemAsync(live, 400, "invalid-parameter");
        Assert.Contains("snapshot restore", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var other = await SendAsync(HttpMethod.Post, Address + "/20250101T000000Z/restore?as=live");
        await RunningService.ProblemAsync(other, 400, "invalid-parameter");
    }

    private async Task<JsonElement> MakeAsync()
    {
        while (true)
        {
            using var asked = await SendAsync(HttpMethod.Post, Address);
            if (asked.StatusCode == HttpStatusCode.Conflict) // Another test of this class makes one.
                continue;
            var text = await asked.Content.ReadAsStringAsync(Cancelled);
            Assert.True(asked.StatusCode == HttpStatusCode.Accepted, text);
            return await DoneAsync(asked.Headers.Location!.OriginalString, s => s);
        }
    }

    private async Task<JsonElement> DoneAsync(string address, Func<JsonElement, JsonElement> part)
    {
        while (true)
        {
            var snapshot = await service.GetAsync(address, asAdmin: true);
            var state = part(snapshot).GetProperty("state").GetString();
            Assert.True(state != "failed", snapshot.ToString());
            if (state != "running")
                return snapshot;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancelled);
        }
    }

    private async Task<List<string?>> KindsOfRunsAsync()
    {
        var runs = (await service.GetAsync("/api/v1/runs", asAdmin: true)).GetProperty("items").EnumerateArray();
        return [.. runs.Select(r => r.GetProperty("kind").GetString())];
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        return service.Client.SendAsync(request, Cancelled);
    }
}
