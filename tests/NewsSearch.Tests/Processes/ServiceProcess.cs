using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsSearch.Tests.Processes;

/// <summary>The service as a process of its own, which a test can kill.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    public const string Key = "process-test-key-0123456789";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => _address.TrySetResult(null);
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Output => string.Join('\n', _output);

    public int ProcessId => _process.Id;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the program; it may still refuse.</summary>
    public static ServiceProcess Launch(string data, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "NewsSearch.Web.dll"),
            "--urls=http://127.0.0.1:0",
            $"--NewsSearch:DataDirectory={data}",
            $"--NewsSearch:AdminKey={Key}",
            .. settings,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new ServiceProcess(new Process { StartInfo = start });
    }

    /// <summary>Starts the program and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(string data, params string[] settings)
    {
        var service = Launch(data, settings);
        try
        {
            await service.ListeningAsync();
            await Waiting.WhileAsync(async () =>
                (await service.Client.GetAsync("/health/ready", Cancelled)).StatusCode != HttpStatusCode.OK
            );
        }
        catch (Exception e)
        {
            // Nobody else would end it.
            await service.DisposeAsync();
            throw new InvalidOperationException($"The service did not become ready:\n{service.Output}", e);
        }
        return service;
    }

    /// <summary>Waits until the program listens.</summary>
    public async Task ListeningAsync()
    {
        var address = await _address.Task.WaitAsync(StartLimit, Cancelled);
        Assert.True(address is not null, $"The service ended:\n{Output}");
        Client.BaseAddress = new Uri(address);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>SIGKILL: nothing is written, closed or released.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancelled);
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Cancelled).WaitAsync(StartLimit, Cancelled);
        return _process.ExitCode;
    }

    public async Task<JsonElement> GetAsync(string address) =>
        JsonElement.Parse(await Client.GetStringAsync(address, Cancelled));

    /// <summary>Sends JSON Lines; the answer, or null when the service died before it came.</summary>
    public async Task<JsonElement?> TryIngestAsync(string lines, string query = "")
    {
        try
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
            using var response = await Client.PostAsync("/api/v1/ingest" + query, body, Cancelled);
            var text = await response.Content.ReadAsStringAsync(Cancelled);
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonElement.Parse(text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>An article as a line of JSON.</summary>
    public static string Line(string name, string word, DateTimeOffset? embargoedUntil = null) =>
        JsonSerializer.Serialize(
            new
            {
                id = name,
                source = "Kill Test",
                title = $"{word} {name}",
                date = "2024-02-10T10:00:00Z",
                text = $"The article {name} speaks of {word}.",
                embargoedUntil,
            }
        );

    /// <summary>Waits until searches see everything that is archived.</summary>
    public async Task CaughtUpAsync()
    {
        await Waiting.WhileAsync(async () => (await GetAsync("/api/v1/index")).GetProperty("lag").GetInt64() > 0);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(match.Groups["address"].Value);
    }

    [GeneratedRegex(@"Now listening on: (?<address>[^\s""]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
