using System.Net;
using System.Net.Sockets;

namespace NewsSearch.Sources.Polling;

/// <summary>Connections to servers outside. The address is checked when it is connected to, so that no name can lie.</summary>
public sealed class WebConnections : IDisposable
{
    private const int LargestHeadKiB = 64;

    private readonly AddressGuard _guard;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpMessageInvoker _http;

    /// <param name="resolve">Finds the addresses of a name; null asks the system.</param>
    public WebConnections(PollingSettings settings, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _guard = new AddressGuard(settings.AllowedPrivateHosts);
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
        _http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                // Each of these would go around a check: redirects and decompression are done by the callers.
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseProxy = false,
                UseCookies = false,
                Credentials = null,
                ConnectCallback = ConnectAsync,
                MaxResponseHeadersLength = LargestHeadKiB,
                // The rest of an answer that is not wanted is not waited for.
                MaxResponseDrainSize = 0,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            }
        );
    }

    /// <summary>Sends; returns when the head of the answer is there.</summary>
    /// <exception cref="HttpRequestException">No answer came; a <see cref="FetchException"/> inside says that it was refused here.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _http.SendAsync(request, cancellation);

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (name, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
        var host = name.Contains(':') ? $"[{name}]" : name;
        var addresses = await _resolve(name, cancellation).ConfigureAwait(false);
        var reachable = _guard.IsAllowed(host, port) ? addresses : [.. addresses.Where(AddressGuard.IsPublic)];
        if (reachable.Length == 0 && addresses.Length > 0)
            throw new FetchException(
                $"{host} is at {addresses[0]}, which is not an address of the public internet: not fetched. "
                    + $"If it is meant, list {host}:{port} in NewsSearch:Polling:AllowedPrivateHosts.",
                isLasting: true
            );
        for (var n = 0; ; n++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(reachable[n], port), cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (n < reachable.Length - 1)
            {
                socket.Dispose(); // The host has further addresses.
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
