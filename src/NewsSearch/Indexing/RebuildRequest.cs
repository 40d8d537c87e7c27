using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>What a rebuild is asked to do. What is not given is what the program does anyway.</summary>
/// <param name="Schema">Version of the index fields.</param>
/// <param name="Analyzers">Analyzers of the fields of words.</param>
/// <param name="Sources">Ids of the publishers whose articles are read again.</param>
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
    /// <exception cref="ParameterException">It asks for something else; names the field and what is allowed.</exception>
    public void Check(IIndexFields fields, IReadOnlyList<SourceSummary> known)
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
        CheckSources(known.Select(s => s.Id).ToHashSet());
    }

    private void CheckSources(HashSet<string> known)
    {
        if (Sources is null)
            return;
        var allowed = known.Order(StringComparer.Ordinal).Take(MostNamed).ToList();
        if (Sources.FirstOrDefault(s => !known.Contains(s)) is { } unknown)
            throw Wrong("sources", unknown, allowed, $"There is no source '{unknown}'.");
        if (!known.IsSubsetOf(Sources))
            throw Wrong(
                "sources",
                string.Join(", ", Sources),
                allowed,
                "A rebuild reads all sources. The segments of the live generation hold the articles of all of them together: "
                    + "what were taken over of the others would not be read from the archive again, and whatever is wrong with it "
                    + "would outlive the rebuild. Leave sources out, or name all."
            );
    }

    private static ParameterException Wrong(string name, string value, IReadOnlyList<string> allowed, string message) =>
        new(message, name, value, allowed, didYouMean: null, isUnknown: false);
}
