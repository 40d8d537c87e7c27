using System.Net;

namespace NewsSearch.Sources.Polling;

/// <summary>Fetches a document as a polite reader does: by the site's rules, following redirects, never in circles.</summary>
public sealed class WebFetcher(PoliteClient client, RobotsCache robots)
{
    private const int MostRedirects = 10;

    /// <summary>The answer behind all redirects, whatever its status.</summary>
    /// <exception cref="FetchException">There is none, and why.</exception>
    public async Task<FetchAnswer> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var address = request.Address;
        Uri? movedTo = null;
        var isMoving = true;
        while (visited.Add(address.AbsoluteUri))
        {
            if (!IsWeb(address))
                throw new FetchException($"{address} is no http or https address: not fetched.", isLasting: true);
            await robots.CheckAsync(address, cancellation).ConfigureAwait(false);
            var answer = await client.SendAsync(request with { Address = address }, cancellation).ConfigureAwait(false);
            if (!IsRedirect(answer.Status))
                return answer with { MovedTo = movedTo };
            if (visited.Count > MostRedirects)
                throw new FetchException($"{request.Address} redirects more than {MostRedirects} times.");
            address = Target(answer);
            // Only what is permanent from the first step on says that the document lives elsewhere now.
            isMoving &= answer.Status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            if (isMoving && (address.Scheme == Uri.UriSchemeHttps || request.Address.Scheme == Uri.UriSchemeHttp))
                movedTo = address;
        }
        throw new FetchException($"{request.Address} redirects in a circle, back to {address}.");
    }

    /// <summary>Whether this is an address that may be fetched at all.</summary>
    public static bool IsWeb(Uri? address) =>
        address is { IsAbsoluteUri: true, Host.Length: > 0 }
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    // The place in a page is no part of what is fetched.
    private static Uri Target(FetchAnswer answer) =>
        answer.Location is { IsAbsoluteUri: true } target
            ? new Uri(target.GetLeftPart(UriPartial.Query))
            : throw new FetchException($"{answer.Address} answers {(int)answer.Status} without saying where to.");
}
