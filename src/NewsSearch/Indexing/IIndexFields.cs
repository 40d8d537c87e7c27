namespace NewsSearch.Indexing;

/// <summary>What an index keeps of an article, field by field.</summary>
public interface IIndexFields
{
    /// <summary>Version that an index written now has.</summary>
    int Version { get; }

    IReadOnlyList<IndexField> All { get; }

    /// <summary>Names of the analyzers of its fields of words.</summary>
    IReadOnlyList<string> Analyzers => [.. All.Select(f => f.Analyzer).OfType<string>().Select(Name).Distinct()];

    // The description of an analyzer begins with its name.
    private static string Name(string analyzer) => analyzer.Split(':')[0];

    /// <summary>Fields that an index of an earlier version lacks or holds differently; a rebuild brings them.</summary>
    IReadOnlyList<IndexField> ChangedSince(int version) => [.. All.Where(f => f.Changed > version)];
}

/// <summary>A field of the index.</summary>
/// <param name="Name">Its name in the index.</param>
/// <param name="Kind">How it is kept.</param>
/// <param name="ArticleField">The field of the article that it is made of; null for what belongs to the change.</param>
/// <param name="Meaning">What it serves.</param>
/// <param name="Since">Version that brought it.</param>
/// <param name="Changed">Last version that changed what it holds.</param>
/// <param name="Analyzer">How text becomes words; null where it is not cut into words.</param>
public sealed record IndexField(
    string Name,
    IndexFieldKind Kind,
    string? ArticleField,
    string Meaning,
    int Since,
    int Changed,
    string? Analyzer = null
);

public enum IndexFieldKind
{
    /// <summary>One exact term.</summary>
    Term,

    /// <summary>Words with their positions.</summary>
    Words,

    /// <summary>A value for each article, for filters, counts and sorting.</summary>
    Column,
}
