namespace NewsSearch.Web.Api;

/// <summary>An error as RFC 9457 has it, with the members that the contract names for each type.</summary>
public sealed record Problem
{
    /// <summary>Relative address that names the kind of problem.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>Path of the request.</summary>
    public string? Instance { get; init; }

    /// <summary>The parameter that cannot be used.</summary>
    public string? Parameter { get; init; }
    public string? Value { get; init; }
    public IReadOnlyList<string>? Allowed { get; init; }
    public string? DidYouMean { get; init; }

    /// <summary>Where in the query, in UTF-16 units from 0.</summary>
    public int? Position { get; init; }
    public int? Length { get; init; }
    public IReadOnlyList<string>? Expected { get; init; }

    /// <summary>A query that parses.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The address of the first page.</summary>
    public string? Restart { get; init; }

    /// <summary>Formats and media types that are taken.</summary>
    public IReadOnlyList<string>? Accepted { get; init; }
    public IReadOnlyList<AlternativeResponse>? Alternatives { get; init; }

    /// <summary>Id or address of what stands against the request.</summary>
    public string? Current { get; init; }
    public long? Requested { get; init; }

    /// <summary>The most that is possible.</summary>
    public long? Max { get; init; }

    /// <summary>Seconds until the client may ask again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Requests that are taken in that time.</summary>
    public int? Limit { get; init; }

    /// <summary>Bytes that would be needed, where that is known.</summary>
    public long? Needed { get; init; }

    /// <summary>Bytes that are left where the archive is.</summary>
    public long? Free { get; init; }

    /// <summary>When it was removed.</summary>
    public string? RemovedAt { get; init; }

    /// <summary>What is left of what was removed.</summary>
    public TombstoneResponse? Tombstone { get; init; }
}
