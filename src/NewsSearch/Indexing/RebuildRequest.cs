using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>What a rebuild is asked to do. What is not given is what the program does anyway.</summary>
/// <param name="Schema">Version of the index fields.</param>
/// <param name="Analyzers">Analyzers of the fields of words.</param>
/// <param name="Sources">Ids of the publishers whose articles are read again; those of others are taken over.</param>
/// <param name="Reason">Why, for the record.</param>
public sealed record RebuildRequest(
    int? Schema,
    IReadOnlyList<string>? Analyzers,
    IReadOnlyList<string>? Sources,
    string? Reason
)
{
    private const int MostNamed = 50;

    /// <summary>Compares the request with what a rebuild of this program is.</summary>
    /// <param name="live">Version of the live generation's fields.</param>
    /// <exception cref="ParameterException">It asks for something else; names the field and what is allowed.</exception>
    /// <returns>The sources to read; null for all.</returns>
    public IReadOnlyList<string>? Check(IIndexFields fields, IReadOnlyList<SourceSummary> known, int live)
    {
        if (Schema is { } schema && schema != fields.Version)
            throw Wrong(
                "schema",
                $"{schema}",
                [$"{fields.Version}"],
                $"This program writes schema {fields.Version} and no other: leave schema out, or run the program that writes {schema}."
            );
        var analyzers = fields.Analyzers;
        foreach (var name in Analyzers ?? [])
            if (!analyzers.Contains(name))
                throw Wrong(
                    "analyzers",
                    name,
                    analyzers,
                    $"There is no analyzer '{name}': fields of words are analyzed by {string.Join(", ", analyzers)}. Leave analyzers out."
                );
        if (Analyzers is { } some && analyzers.Except(some).FirstOrDefault() is { } missing)
            throw Wrong(
                "analyzers",
                string.Join(", ", some),
                analyzers,
                $"The analyzer '{missing}' cannot be left out: name all of {string.Join(", ", analyzers)}, or leave analyzers out."
            );
        return Named(known.Select(s => s.Id).ToHashSet(), fields.Version, live);
    }

    private IReadOnlyList<string>? Named(HashSet<string> known, int written, int live)
    {
        if (Sources is null)
            return null;
        var allowed = known.Order(StringComparer.Ordinal).Take(MostNamed).ToList();
        if (Sources.FirstOrDefault(s => !known.Contains(s)) is { } unknown)
            throw Wrong("sources", unknown, allowed, $"There is no source '{unknown}'.");
        if (Sources.Count == 0)
            throw Wrong("sources", "", allowed, "No source is named: name some, or leave sources out for all.");
        if (known.IsSubsetOf(Sources))
            return null;
        if (live != written)
            throw Wrong(
                "sources",
                string.Join(", ", Sources),
                allowed,
                $"The live generation has fields of version {live}, this program writes {written}: what would be taken over of "
                    + "the other sources has the old ones. Leave sources out, or name all."
            );
        return [.. Sources.Distinct().Order(StringComparer.Ordinal)];
    }

    private static ParameterException Wrong(string name, string value, IReadOnlyList<string> allowed, string message) =>
        new(message, name, value, allowed, didYouMean: null, isUnknown: false);
}
