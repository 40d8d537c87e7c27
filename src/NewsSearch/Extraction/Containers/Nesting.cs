namespace NewsSearch.Extraction.Containers;

/// <summary>What containers may expand to, against files that are small only until they are opened.</summary>
/// <param name="TotalBytes">Of all that is in the outermost container, expanded.</param>
/// <param name="Entries">Of all containers in the outermost one.</param>
/// <param name="Ratio">How many times one entry may expand.</param>
/// <param name="RatioFrom">Bytes up to which any ratio is allowed: short repetitive files are common.</param>
/// <param name="Depth">Containers inside containers.</param>
public sealed record ContainerLimits(
    long TotalBytes = 8L * 1024 * 1024 * 1024,
    int Entries = 1_000_000,
    int Ratio = 200,
    long RatioFrom = 10L * 1024 * 1024,
    int Depth = 3
)
{
    public static ContainerLimits Default { get; } = new();

    internal bool IsBomb(long size, long compressed) => size > RatioFrom && size > Ratio * compressed;
}

/// <summary>Where in containers a document lies, and what the outermost one has still left of its limits.</summary>
public sealed class Nesting
{
    private readonly Counts _counts;
    private readonly int _depth;

    private Nesting(ContainerLimits limits, Counts counts, int depth) =>
        (Limits, _counts, _depth) = (limits, counts, depth);

    internal ContainerLimits Limits { get; }

    internal bool IsTooDeep => _depth > Limits.Depth;

    /// <summary>A limit of the whole was passed; the reason has been told.</summary>
    internal bool IsSpent => _counts.Bytes > Limits.TotalBytes || _counts.Entries > Limits.Entries;

    /// <summary>For the container that is read in this context; the limits are those of the outermost.</summary>
    internal static Nesting Enter(ReadContext context, ContainerLimits limits) =>
        context.Nesting is { } outer
            ? new Nesting(outer.Limits, outer._counts, outer._depth + 1)
            : new Nesting(limits, new Counts(), 1);

    internal ReadItem TooDeep() =>
        new(
            default,
            null,
            null,
            $"containers are nested more than {Limits.Depth} deep. Unpack the outer ones.",
            IsRejected: true
        );

    /// <summary>Counts expanded bytes.</summary>
    /// <exception cref="ContainerLimitException">They are more than allowed.</exception>
    internal void AddBytes(long count)
    {
        _counts.Bytes += count;
        if (_counts.Bytes > Limits.TotalBytes)
            throw new ContainerLimitException(
                $"the container expands to more than {Limits.TotalBytes} bytes. Send it in parts."
            );
    }

    /// <summary>Counts one entry; the reason when it is one too many.</summary>
    internal string? AddEntry() =>
        ++_counts.Entries > Limits.Entries
            ? $"the container has more than {Limits.Entries} entries. Send it in parts."
            : null;

    private sealed class Counts
    {
        public long Bytes { get; set; }
        public long Entries { get; set; }
    }
}
