using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>
/// A web server on bare sockets that says exactly what a test tells it to, right or wrong. Each connection is closed
/// behind its answer; robots.txt is absent unless a test gives one.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<SeenRequest, Stream, CancellationToken, Task>> _answers = [];
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public LocalServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Place => $"127.0.0.1:{Port}";

    /// <summary>What is said to everybody who connects, before anything is heard.</summary>
    public string? Greeting { get; set; }

    /// <summary>All requests but those for robots.txt.</summary>
    public IReadOnlyList<SeenRequest> Requests => [.. _requests.Where(r => r.Path != "/robots.txt")];

    public int RobotsRequests => _requests.Count(r => r.Path == "/robots.txt");

    public string Url(string path) => $"http://{Place}{path}";

    /// <summary>What is written for requests of this path, head and all.</summary>
    public void On(string path, Func<SeenRequest, Stream, CancellationToken, Task> answer) => _answers[path] = answer;

    /// <summary>A well-behaved answer.</summary>
    public void Serve(string path, string body, string headers = "", string status = "200 OK") =>
        Serve(path, Encoding.UTF8.GetBytes(body), headers, status);

    public void Serve(string path, byte[] body, string headers = "", string status = "200 OK") =>
        On(path, (_, stream, cancellation) => WriteAsync(stream, Answer(status, headers, body), cancellation));

    /// <summary>An answer that honours <c>If-None-Match</c>.</summary>
    public void ServeTagged(string path, string body, string tag) =>
        On(
            path,
            (request, stream, cancellation) =>
                WriteAsync(
                    stream,
                    request.Header("If-None-Match") == tag
                        ? Answer("304 Not Modified", $"ETag: {tag}\r\n", [])
                        : Answer("200 OK", $"ETag: {tag}\r\n", Encoding.UTF8.GetBytes(body)),
                    cancellation
                )
        );

    public void Redirect(string path, string status, string to) => Serve(path, "", $"Location: {to}\r\n", status);

    public static byte[] Answer(string status, string headers, byte[] body)
    {
        var head = $"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}";
        if (!headers.Contains("Content-Length", StringComparison.OrdinalIgnoreCase))
            head += string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes(head + "\r\n"), .. body];
    }

    public static Task WriteAsync(Stream stream, byte[] bytes, CancellationToken cancellation) =>
        stream.WriteAsync(bytes, cancellation).AsTask();

    public static Task WriteAsync(Stream stream, string text, CancellationToken cancellation) =>
        WriteAsync(stream, Encoding.UTF8.GetBytes(text), cancellation);

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static byte[] Brotli(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return compressed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                if (Greeting is not null)
                {
                    await WriteAsync(stream, Greeting, _stop.Token);
                    return;
                }
                if (await ReadAsync(stream) is not { } request)
                    return;
                _requests.Enqueue(request);
                if (_answers.TryGetValue(request.Path, out var answer))
                    await answer(request, stream, _stop.Token);
                else
                    await WriteAsync(stream, Answer("404 Not Found", "", "nothing here"u8.ToArray()), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<SeenRequest?> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { Length: > 0 } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        return new SeenRequest(first.Split(' ')[1], headers);
    }
}
