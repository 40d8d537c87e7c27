using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsSearch.Search;

/// <summary>A request parameter that cannot be used.</summary>
public sealed class ParameterException(
    string message,
    string parameter,
    string? value,
    IReadOnlyList<string> allowed,
    string? didYouMean,
    bool isUnknown
) : Exception(message)
{
    public string Parameter => parameter;
    public string? Value => value;
    public IReadOnlyList<string> Allowed => allowed;
    public string? DidYouMean => didYouMean;

    /// <summary>True: there is no parameter of this name. False: its value is wrong.</summary>
    public bool IsUnknown => isUnknown;
}

/// <summary>A cursor that was altered, or that belongs to other parameters.</summary>
public sealed class CursorMismatchException(string message) : Exception(message);

/// <summary>
/// Reads the search parameters, the same for the API, the page, feeds and exports.
/// </summary>
public static class SearchParameters
{
    public const int MaxLimit = 1_000;
    public const int DefaultLimit = 10;

    // As many as fit into the largest body of a search; a value is looked up in a set.
    private const int MaxValues = 200_000;
    private const int MaxFacetSize = 10_000;
    private const int DefaultFacetSize = 20;

    /// <summary>The request that these parameters ask for.</summary>
    /// <param name="parameters">Name to values, in the order given. Blank values count as absent, as HTML forms send them.</param>
    /// <param name="now">For intervals relative to now (<c>P7D/</c>).</param>
    /// <exception cref="ParameterException">A parameter is unknown or its value is wrong.</exception>
    /// <exception cref="QuerySyntaxException">The query cannot be read.</exception>
    /// <exception cref="CursorMismatchException">The cursor is not of these parameters.</exception>
    public static SearchRequest Parse(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters,
        DateTimeOffset now
    )
    {
        var given = Group(parameters);
        foreach (var (name, values) in given)
            CheckName(name, values);
        var zone = Zone(given);
        // Read whether or not it is used, because a wrong value is never ignored.
        HistogramInterval? interval = given.ContainsKey("interval")
            ? Choice(given, "interval", default(HistogramInterval))
            : null;
        var field = Choice(given, "dateField", DateField.Published);
        var facetNames = Names(given, "facet");
        var fields = given.ContainsKey("fields") ? Names(given, "fields") : null;
        foreach (var name in given.Keys.Where(n => n.StartsWith("facet.", StringComparison.Ordinal)))
            if (!facetNames.Contains(name.Split('.')[1]))
                throw Invalid(name, given[name][0], facetNames, $"{name} needs facet={name.Split('.')[1]}.");
        var query = QueryParser.Parse(Single(given, "q"), Choice(given, "match", MatchMode.Analyzed));
        var defaultSort = query.Root is MatchAllNode ? SortOrder.Newest : SortOrder.Relevance;
        return new SearchRequest
        {
            Query = query,
            Filters = [.. Dimension.All.Select(d => Filter(given, d)).OfType<ValueFilter>()],
            Date = Date(given, zone, field, now),
            Facets = [.. facetNames.Select(Dimension.Find).OfType<Dimension>().Select(d => Facet(given, d))],
            Histogram = facetNames.Contains("date") ? new HistogramRequest(field, interval, zone) : null,
            Sort = Choice(given, "sort", defaultSort),
            Limit = Number(given, "limit", DefaultLimit, MaxLimit),
            Highlight =
                Flag(given, "highlight", absent: true)
                && (fields is null || fields.Contains("snippet") || fields.Contains("highlights")),
            Fields = fields,
            Sample = Sample(given),
            Versions = Choice(given, "versions", VersionScope.Latest),
            After = Single(given, "cursor") is { } cursor ? SearchCursor.Read(cursor, Hash(given)) : null,
        };
    }

    /// <summary>The <c>cursor</c> parameter that continues behind this position for the same parameters.</summary>
    public static string Cursor(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters,
        PagePosition next
    ) => SearchCursor.Write(Hash(Group(parameters)), next);

    /// <summary>The parameters as a query string, percent-encoded, without the question mark.</summary>
    public static string ToQueryString(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters) =>
        string.Join('&', Group(parameters).SelectMany(p => p.Value.Select(v => $"{p.Key}={Uri.EscapeDataString(v)}")));

    private static Dictionary<string, List<string>> Group(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters
    )
    {
        var given = new Dictionary<string, List<string>>();
        foreach (var (name, values) in parameters)
        {
            if (!given.TryGetValue(name, out var list))
                given[name] = list = [];
            list.AddRange(values.Where(v => !string.IsNullOrWhiteSpace(v)));
        }
        foreach (
            var name in given
                .Keys.Where(n => given[n].Count == 0 && SearchParameterCatalog.Find(n) is not null)
                .ToList()
        )
            given.Remove(name);
        return given;
    }

    private static void CheckName(string name, List<string> values)
    {
        if (SearchParameterCatalog.Find(name) is not { } known)
        {
            var names = SearchParameterCatalog.All.Select(p => p.Name).ToList();
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
        if (!known.IsRepeatable && values.Count > 1)
            throw Invalid(name, values[1], known.Allowed, $"{name} may be given only once.");
        if (values.Count > MaxValues)
            throw Invalid(
                name,
                null,
                known.Allowed,
                $"{name} was given {values.Count} times, {MaxValues} are the most."
            );
    }

    private static ValueFilter? Filter(Dictionary<string, List<string>> given, Dimension dimension)
    {
        List<string> Values(string name) =>
            given.TryGetValue(name, out var values) ? [.. values.Select(dimension.Normalize).Distinct()] : [];
        var any = Values(dimension.Name);
        var exact = dimension.IsTree ? Values(dimension.Name + ".exact") : [];
        var none = Values(dimension.Name + ".not");
        return any.Count + exact.Count + none.Count == 0 ? null : new ValueFilter(dimension, any, exact, none);
    }

    private static DateFilter? Date(
        Dictionary<string, List<string>> given,
        TimeZoneInfo zone,
        DateField field,
        DateTimeOffset now
    )
    {
        var precision = Single(given, "datePrecision");
        if (precision is not (null or "contained" or "overlap"))
            throw Invalid("datePrecision", precision, ["contained", "overlap"]);
        if (Single(given, "date") is not { } text)
            return null;
        if (text == "unknown")
            return new DateFilter(field, null, zone, Overlap: false);
        try
        {
            return new DateFilter(field, DateIntervals.Parse(text, zone, now), zone, precision == "overlap");
        }
        catch (FormatException problem)
        {
            throw Invalid("date", text, [], problem.Message);
        }
    }

    private static SampleRequest? Sample(Dictionary<string, List<string>> given)
    {
        if (!given.ContainsKey("sample"))
        {
            foreach (var name in (string[])["seed", "stratify"])
                if (given.TryGetValue(name, out var alone))
                    throw Invalid(name, alone[0], [], $"{name} needs sample=<number of articles>.");
            return null;
        }
        foreach (var name in (string[])["cursor", "sort", "limit"])
            if (given.TryGetValue(name, out var beside))
                throw Invalid(name, beside[0], [], $"A sample has no pages and no other order: leave out {name}.");
        var seed = Single(given, "seed") ?? "0";
        if (!long.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Invalid("seed", seed, [], "seed is a whole number.");
        if (Single(given, "sample") is "0")
            throw Invalid("sample", "0", [], $"sample is a whole number from 1 to {MaxLimit}.");
        var stratum = Single(given, "stratify");
        return new SampleRequest(
            Number(given, "sample", 0, MaxLimit),
            number,
            stratum is null ? null
                : Dimension.Find(stratum) is { IsMultiValued: false } dimension ? dimension
                : throw Invalid("stratify", stratum, SearchParameterCatalog.Find("stratify")!.Allowed)
        );
    }

    private static FacetRequest Facet(Dictionary<string, List<string>> given, Dimension dimension)
    {
        var name = $"facet.{dimension.Name}";
        return new FacetRequest(
            dimension,
            Number(given, name + ".size", DefaultFacetSize, MaxFacetSize),
            Single(given, name + ".prefix"),
            Math.Max(1, Number(given, name + ".min", 1, int.MaxValue))
        );
    }

    // Repeated, or separated by commas.
    private static List<string> Names(Dictionary<string, List<string>> given, string parameter)
    {
        if (!given.TryGetValue(parameter, out var values))
            return [];
        var names = values
            .SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct()
            .ToList();
        var allowed = SearchParameterCatalog.Find(parameter)!.Allowed;
        if (names.Find(n => !allowed.Contains(n)) is { } unknown)
            throw Invalid(parameter, unknown, allowed);
        return names;
    }

    private static TimeZoneInfo Zone(Dictionary<string, List<string>> given)
    {
        if (Single(given, "tz") is not { } name)
            return TimeZoneInfo.Utc;
        // The framework also knows the names of another system, which clients elsewhere would not understand.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            return zone;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).ToList();
        throw new ParameterException(
            $"\"{name}\" is no IANA time zone, such as Europe/Berlin.",
            "tz",
            name,
            [],
            ClosestName.Find(name, known),
            isUnknown: false
        );
    }

    private static T Choice<T>(Dictionary<string, List<string>> given, string name, T absent)
        where T : struct, Enum
    {
        if (Single(given, name) is not { } value)
            return absent;
        var allowed = SearchParameterCatalog.Find(name)!.Allowed;
        return allowed.Contains(value) && Enum.TryParse<T>(value, ignoreCase: true, out var choice)
            ? choice
            : throw Invalid(name, value, allowed);
    }

    private static bool Flag(Dictionary<string, List<string>> given, string name, bool absent) =>
        Single(given, name) switch
        {
            null => absent,
            "true" => true,
            "false" => false,
            var value => throw Invalid(name, value, SearchParameterCatalog.Find(name)!.Allowed),
        };

    private static int Number(Dictionary<string, List<string>> given, string name, int absent, int most)
    {
        if (Single(given, name) is not { } value)
            return absent;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Invalid(name, value, [], $"{name} is a whole number from 0 to {most}, not \"{value}\".");
    }

    private static string? Single(Dictionary<string, List<string>> given, string name) =>
        given.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    // How many of the hits come back and what of them may change between pages; everything else is what the cursor belongs to.
    private static byte[] Hash(Dictionary<string, List<string>> given)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in given.OrderBy(p => p.Key, StringComparer.Ordinal))
            if (name is not ("cursor" or "limit" or "highlight" or "fields"))
                foreach (var value in values.Order(StringComparer.Ordinal))
                    text.Append(name).Append('=').Append(value).Append('\0');
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static ParameterException Invalid(
        string parameter,
        string? value,
        IReadOnlyList<string> allowed,
        string? message = null
    ) =>
        new(
            message ?? $"{parameter} cannot be \"{value}\". Allowed: {string.Join(", ", allowed)}.",
            parameter,
            value,
            allowed,
            value is null ? null : ClosestName.Find(value, allowed),
            isUnknown: false
        );
}
