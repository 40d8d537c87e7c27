using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Web.Api;

/// <summary>
/// <c>Idempotency-Key</c>: a request that is repeated under its key gets the answer that was given first, also after a
/// restart, for 24 hours. Only what succeeded is kept, so that a request that failed can be sent again.
/// </summary>
public sealed class IdempotencyKeys(IArchive archive, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 255;

    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    /// <summary>The key of a request; null when it has none.</summary>
    /// <exception cref="ParameterException">It is empty, too long or not printable ASCII.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var given))
            return null;
        var key = given.ToString().Trim();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ParameterException(
                $"{Header} is 1 to {LongestKey} printable ASCII characters.",
                Header,
                key.Length <= LongestKey ? key : null,
                [],
                didYouMean: null,
                isUnknown: false
            );
    }

    /// <summary>Reserves a key while its request runs; dispose to free it.</summary>
    /// <exception cref="ConflictException">Another request with this key is running.</exception>
    public IDisposable Reserve(string key) =>
        _running.TryAdd(key, true)
            ? new Reservation(this, key)
            : throw new ConflictException(
                $"A request with the {Header} '{key}' is still running: repeat this one later."
            );

    /// <summary>The body of the answer that was given under this key, or null.</summary>
    /// <param name="request">Hash of the request.</param>
    /// <exception cref="IdempotencyReuseException">The key was used for another request.</exception>
    public byte[]? Find(string key, byte[] request) =>
        archive.FindAnswer(key) is not { } kept ? null
        : kept.Request.AsSpan().SequenceEqual(request) ? kept.Answer
        : throw new IdempotencyReuseException(key);

    public bool IsKnown(string key) => archive.FindAnswer(key) is not null;

    public void Keep(string key, byte[] request, byte[] answer) =>
        archive.KeepAnswer(new KeptAnswer(key, clock.GetUtcNow(), request, answer));

    /// <summary>The hash of a request: what it asks for and the body behind decompression.</summary>
    public static byte[] Hash(string asked, byte[] bodyHash) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(asked), 0, .. bodyHash]);

    private sealed class Reservation(IdempotencyKeys owner, string key) : IDisposable
    {
        public void Dispose() => owner._running.TryRemove(key, out _);
    }
}

/// <summary>A key came with another request than the first time.</summary>
public sealed class IdempotencyReuseException(string key)
    : Exception(
        $"The {IdempotencyKeys.Header} '{key}' came with another body or other parameters before: use a new key."
    );
