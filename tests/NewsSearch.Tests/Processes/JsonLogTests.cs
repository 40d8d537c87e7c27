using System.Text.Json;

namespace NewsSearch.Tests.Processes;

/// <summary>Log lines for programs.</summary>
public sealed class JsonLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_line_is_json_and_those_of_a_request_carry_its_trace_id()
    {
        await using var service = await ServiceProcess.StartAsync(
            _folder.FullName,
            "--NewsSearch:Sample=false",
            "--NewsSearch:JsonLogs=true",
            "--Logging:LogLevel:Microsoft.AspNetCore.Routing=Debug"
        );
        await service.GetAsync("/api/v1/index");
        Assert.Equal(0, await service.StopAsync());
        var lines = service
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonElement.Parse(l))
            .ToList();
        Assert.Contains(
            lines,
            l => l.GetProperty("Message").GetString()!.StartsWith("Opened ", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines
                .Where(l => l.TryGetProperty("Scopes", out _))
                .SelectMany(l => l.GetProperty("Scopes").EnumerateArray()),
            s => s.TryGetProperty("TraceId", out var id) && id.GetString()!.Length == 32
        );
    }
}
