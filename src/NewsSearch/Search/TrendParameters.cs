namespace NewsSearch.Search;

/// <summary>Reads the parameters of a trend: those of a search that restrict and count, and a few of its own.</summary>
public static class TrendParameters
{
    private const string Query = "q";
    private const string Facet = "facet";
    private const string Normalize = "normalize";
    private const string Documents = "documents";

    private static readonly string[] Dimensions = [.. Dimension.All.Select(d => d.Name)];
    private static readonly string[] OfPages = ["sort", "limit", "cursor", "sample", "seed", "stratify", "highlight"];

    public static readonly IReadOnlyList<SearchParameter> All =
    [
        new(
            Query,
            $"A query; repeated, up to {TrendRequest.MaxQueries} are compared. Without one, everything.",
            [],
            true
        ),
        new(Facet, "A line for each value of this dimension; without it one line for each query.", Dimensions),
        new(
            Normalize,
            "documents: the share of everything archived of the same value and bucket, beside the counts.",
            [Documents, "none"]
        ),
        .. SearchParameterCatalog.All.Where(IsTaken),
    ];

    /// <summary>The request that these parameters ask for.</summary>
    /// <param name="now">For intervals relative to now (<c>P7D/</c>).</param>
    /// <exception cref="ParameterException">A parameter is unknown or its value is wrong.</exception>
    /// <exception cref="QuerySyntaxException">A query cannot be read; says which.</exception>
    public static TrendRequest Parse(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters,
        DateTimeOffset now
    )
    {
        var given = parameters
            .Select(p => (p.Key, Values: p.Value.Where(v => !string.IsNullOrWhiteSpace(v)).ToList()))
            .ToList();
        foreach (var (name, values) in given)
            Check(name, values);
        string[] queries = [.. given.Where(p => p.Key == Query).SelectMany(p => p.Values)];
        var facet = Single(Facet) is { } named ? Dimension.Find(named) : null;
        var shared = given
            .Where(p => p.Key is not (Query or Facet or Normalize))
            .Select(p => KeyValuePair.Create(p.Key, (IReadOnlyList<string>)p.Values))
            .Append(
                KeyValuePair.Create(Facet, (IReadOnlyList<string>)(facet is null ? ["date"] : ["date", facet.Name]))
            )
            .ToList();
        var read = (queries.Length == 0 ? [""] : queries).Select(q => Read(shared, q, queries.Length, now)).ToList();
        return new TrendRequest
        {
            Queries = [.. read.Select(r => r.Query)],
            Filters = read[0].Filters,
            Date = read[0].Date,
            Facet = facet,
            Size = facet is null || Single($"facet.{facet.Name}.size") is null ? null : read[0].Facets[0].Size,
            Histogram = read[0].Histogram!,
            Normalize = Single(Normalize) == Documents,
        };

        string? Single(string name) =>
            given.FirstOrDefault(p => p.Key == name).Values is [var value, ..] ? value : null;
    }

    private static bool IsTaken(SearchParameter parameter) =>
        parameter.Name is not (Query or Facet)
        && !OfPages.Contains(parameter.Name)
        && !(
            parameter.Name.StartsWith("facet.", StringComparison.Ordinal)
            && !parameter.Name.EndsWith(".size", StringComparison.Ordinal)
        );

    private static void Check(string name, List<string> values)
    {
        if (All.FirstOrDefault(p => p.Name == name) is not { } known)
        {
            var names = All.Select(p => p.Name).ToList();
            var meant = ClosestName.Find(name, names);
            throw new ParameterException(
                $"There is no parameter \"{name}\"." + (meant is null ? "" : $" Did you mean \"{meant}\"?"),
                name,
                values.FirstOrDefault(),
                names,
                meant,
                isUnknown: true
            );
        }
        if (values.Count > 1 && !known.IsRepeatable)
            throw Invalid(known, values[1], $"{name} may be given only once.");
        if (name == Query && values.Count > TrendRequest.MaxQueries)
            throw Invalid(
                known,
                values[^1],
                $"{values.Count} queries were given, {TrendRequest.MaxQueries} are the most."
            );
        if (known.Allowed.Count > 0 && values.Find(v => !known.Allowed.Contains(v)) is { } wrong)
            throw Invalid(known, wrong, $"{name} cannot be \"{wrong}\". Allowed: {string.Join(", ", known.Allowed)}.");
    }

    private static SearchRequest Read(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> shared,
        string query,
        int queries,
        DateTimeOffset now
    )
    {
        try
        {
            return SearchParameters.Parse([.. shared, KeyValuePair.Create(Query, (IReadOnlyList<string>)[query])], now);
        }
        catch (QuerySyntaxException e) when (queries > 1)
        {
            throw new QuerySyntaxException(e.Message, e.Position, e.Length, e.Expected, e.Suggestion) { Query = query };
        }
    }

    private static ParameterException Invalid(SearchParameter parameter, string value, string message) =>
        new(
            message,
            parameter.Name,
            value,
            parameter.Allowed,
            ClosestName.Find(value, parameter.Allowed),
            isUnknown: false
        );
}
