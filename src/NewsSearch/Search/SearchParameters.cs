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
/// Reads the search parameters of contract.md, the same for the API, the page, feeds and exports.
/// </summary>
public static class SearchParameters
{
    /// <summary>The request that these parameters ask for.</summary>
    /// <param name="parameters">Name to values, in the order given.</param>
    /// <param name="now">For intervals relative to now (<c>P7D/</c>).</param>
    /// <exception cref="ParameterException">A parameter is unknown or its value is wrong.</exception>
    /// <exception cref="QuerySyntaxException">The query cannot be read.</exception>
    /// <exception cref="CursorMismatchException">The cursor is not of these parameters.</exception>
    public static SearchRequest Parse(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters,
        DateTimeOffset now
    )
    {
        _ = (parameters, now);
        throw new NotSupportedException("in work");
    }

    /// <summary>The <c>cursor</c> parameter that continues behind this position for the same parameters.</summary>
    public static string Cursor(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters, PagePosition next)
    {
        _ = (parameters, next);
        throw new NotSupportedException("in work");
    }
}
