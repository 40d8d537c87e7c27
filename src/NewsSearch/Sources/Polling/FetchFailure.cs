using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace NewsSearch.Sources.Polling;

/// <summary>What went wrong on the way to a server, in words.</summary>
internal static class FetchFailure
{
    public static FetchException Of(Exception failure, Uri address)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case FetchException refused:
                    return refused;
                case AuthenticationException tls:
                    return new FetchException(
                        $"No secure connection to {address.Authority}: {tls.Message} "
                            + "Its certificate has to be mended there.",
                        cause: failure
                    );
                case SocketException socket:
                    return new FetchException(Of(socket, address), cause: failure);
                default:
                    break;
            }
        }
        return new FetchException(Of(failure as HttpRequestException, failure, address), cause: failure);
    }

    private static string Of(SocketException socket, Uri address) =>
        socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                $"The name {address.Host} is not known.",
            SocketError.ConnectionRefused => $"{address.Authority} refuses connections.",
            SocketError.ConnectionReset => $"{address.Authority} broke the connection off.",
            _ => $"{address.Authority} cannot be reached: {socket.Message}",
        };

    private static string Of(HttpRequestException? request, Exception failure, Uri address) =>
        request?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"The name {address.Host} is not known.",
            HttpRequestError.SecureConnectionError => $"No secure connection to {address.Authority}: {failure.Message}",
            HttpRequestError.ResponseEnded => $"{address.Authority} broke off before its answer was complete.",
            HttpRequestError.ConfigurationLimitExceeded => $"{address.Authority} answers with a head without end.",
            HttpRequestError.InvalidResponse => $"{address.Authority} does not answer in HTTP: {failure.Message}",
            _ => $"{address.Authority} could not be asked: {failure.Message}",
        };
}
