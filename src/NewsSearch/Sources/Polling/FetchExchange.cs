using System.Net;

namespace NewsSearch.Sources.Polling;

/// <summary>What is asked of a server.</summary>
/// <param name="MaxBytes">Largest body, behind decompression.</param>
/// <param name="EntityTag">The copy that is had already: the server may answer 304.</param>
/// <param name="LastModified">Its date, as the server wrote it.</param>
/// <param name="MayBeCut">True: of a larger body the first bytes are enough. False: it is refused.</param>
public sealed record FetchRequest(
    Uri Address,
    int MaxBytes,
    string? EntityTag = null,
    string? LastModified = null,
    bool MayBeCut = false
);

/// <summary>What a server answered.</summary>
/// <param name="Address">Where the answer came from, behind redirects.</param>
/// <param name="MovedTo">Where the document lives from now on, as permanent redirects say; null when it stays.</param>
/// <param name="Location">Where a redirect leads to.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
/// <param name="MaxAge">How long the answer holds, as the server says.</param>
/// <param name="Body">The bytes behind decompression; empty unless the status is 200.</param>
public sealed record FetchAnswer(
    Uri Address,
    HttpStatusCode Status,
    ReadOnlyMemory<byte> Body = default,
    string? EntityTag = null,
    string? LastModified = null,
    string? MediaType = null,
    Uri? Location = null,
    TimeSpan? RetryAfter = null,
    TimeSpan? MaxAge = null,
    Uri? MovedTo = null
);
