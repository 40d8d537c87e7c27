namespace NewsSearch.Sources.Polling;

/// <summary>Why an address could not be fetched, in words for the admin.</summary>
/// <param name="isLasting">True when trying again would not mend it: it was refused here, not failed there.</param>
public class FetchException(string message, bool isLasting = false, Exception? cause = null) : Exception(message, cause)
{
    public bool IsLasting => isLasting;
}

/// <summary>A server wants to be left alone for a while.</summary>
internal sealed class TooManyRequestsException(string address, int status, TimeSpan? retryAfter)
    : FetchException($"{address} answers {status}: its server wants fewer requests.")
{
    public TimeSpan? RetryAfter => retryAfter;
}
