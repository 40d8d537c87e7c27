namespace NewsSearch.Archive;

/// <summary>
/// The registry of publishers: their names and domains over time, as seen at ingest and as declared. A declaration that
/// two names or domains are one source decides the source of everything that is taken in later, and moves what is
/// stored; no article id changes.
/// </summary>
public interface ISourceRegistry
{
    /// <summary>Publishers with the number of their current articles, by name.</summary>
    IReadOnlyList<SourceSummary> Sources();

    /// <summary>Grows with every declaration.</summary>
    long RegistryVersion { get; }

    /// <summary>The record of a source; also under the id of one that was declared to be the same. Null when unknown.</summary>
    SourceRecord? FindSource(string id);

    /// <summary>Replaces what is declared of a source, and joins others with it; returns its record.</summary>
    /// <exception cref="SourceConflictException">The source was declared to be another one.</exception>
    SourceRecord DeclareSource(SourceDeclaration declaration);
}

/// <summary>A publisher and how many current articles it has.</summary>
public sealed record SourceSummary(
    string Id,
    string Name,
    long Articles,
    DateTimeOffset? FirstPublished,
    DateTimeOffset? LastPublished
);

/// <summary>Everything that is known of a source.</summary>
/// <param name="Names">Under which it published, oldest first.</param>
/// <param name="Domains">On which it published, oldest first.</param>
/// <param name="SameAs">Ids that were declared to be this source.</param>
public sealed record SourceRecord(
    SourceSummary Summary,
    string? Country,
    string? Language,
    string? Issn,
    IReadOnlyList<SourceNaming> Names,
    IReadOnlyList<SourceNaming> Domains,
    IReadOnlyList<string> SameAs
);

/// <summary>A name or domain and its time.</summary>
/// <param name="From">ISO 8601 date: declared, or of the first article under it.</param>
/// <param name="To">ISO 8601 date: declared, or of the last article under it; null when declared as still in use.</param>
/// <param name="Articles">Articles that were taken in under it.</param>
public sealed record SourceNaming(string Value, string? From, string? To, long Articles, bool IsDeclared);

/// <summary>What an admin says of a source.</summary>
/// <param name="Name">The name to show; null keeps the one of the first article.</param>
/// <param name="SameAs">Ids, names or domains that are this source.</param>
public sealed record SourceDeclaration(
    string Id,
    string? Name = null,
    string? Country = null,
    string? Language = null,
    string? Issn = null,
    IReadOnlyList<DeclaredNaming>? Names = null,
    IReadOnlyList<DeclaredNaming>? Domains = null,
    IReadOnlyList<string>? SameAs = null
);

/// <summary>A name or domain with the dates that an admin gives it.</summary>
public sealed record DeclaredNaming(string Value, string? From = null, string? To = null);

/// <summary>A source was declared to be another one, or would be two.</summary>
public sealed class SourceConflictException(string message) : Exception(message);
