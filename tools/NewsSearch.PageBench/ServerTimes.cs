using System.Net;
using NewsSearch.Tools.Bench;

namespace NewsSearch.PageBench;

/// <summary>
/// Size of a page of results, and how long it takes the server beside the search that it shows: both are asked in turn,
/// so that what else the machine does meets both.
/// </summary>
internal sealed class ServerTimes(Uri service, TimeProvider clock, BenchResults results)
{
    private const int Requests = 300;
    private const int WarmUp = 50;

    public async Task MeasureAsync(string query, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = service };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var page = $"/?q={query}";
        var search = $"/api/v1/search?q={query}&limit=10&facet=source,topic,lang,date&highlight=true";
        var (pages, searches, bytes) = (new Sample(), new Sample(), 0L);
        for (var i = 0; i < WarmUp + Requests; i++)
        {
            var (searchTime, _) = await AskAsync(client, search, "application/json", cancellation);
            (var pageTime, bytes) = await AskAsync(client, page, "text/html", cancellation);
            if (i < WarmUp)
                continue;
            searches.Add(searchTime);
            pages.Add(pageTime);
        }
        results.Add("page", "gzip_bytes", bytes);
        foreach (var (name, part) in new[] { ("p50", 0.5), ("p95", 0.95) })
        {
            results.Add("page", $"search_{name}_ms", searches.Percentile(part));
            results.Add("page", $"page_{name}_ms", pages.Percentile(part));
        }
    }

    // Milliseconds until the last byte, and bytes as they were sent.
    private async Task<(double Time, long Bytes)> AskAsync(
        HttpClient client,
        string address,
        string mediaType,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(mediaType);
        var started = clock.GetTimestamp();
        using var response = await client.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var time = clock.GetElapsedTime(started).TotalMilliseconds;
        return response.StatusCode == HttpStatusCode.OK
            ? (time, body.Length)
            : throw new InvalidDataException($"{address} is answered with {(int)response.StatusCode}.");
    }
}
