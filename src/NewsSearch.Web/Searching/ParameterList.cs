using System.Collections;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace NewsSearch.Web.Searching;

/// <summary>The parameters of a request in the order given: names are case-sensitive, names may repeat.</summary>
public sealed class ParameterList(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> parameters)
    : IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>>
{
    public const string Cursor = "cursor";

    public int Count => parameters.Count;
    public KeyValuePair<string, IReadOnlyList<string>> this[int index] => parameters[index];

    /// <summary>The parameters of a query string, values of one name gathered.</summary>
    public static ParameterList Of(QueryString query)
    {
        var pairs = new List<(string, string)>();
        foreach (var pair in new QueryStringEnumerable(query.Value))
            pairs.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return Of(pairs);
    }

    /// <summary>Gathers the values of each name.</summary>
    public static ParameterList Of(IEnumerable<(string Name, string Value)> pairs) =>
        new([
            .. pairs
                .GroupBy(p => p.Name, p => p.Value, StringComparer.Ordinal)
                .Select(g => KeyValuePair.Create(g.Key, (IReadOnlyList<string>)[.. g])),
        ]);

    public IReadOnlyList<string> Values(string name) => parameters.FirstOrDefault(p => p.Key == name).Value ?? [];

    /// <summary>The last value of this name, or null.</summary>
    public string? Value(string name) => Values(name) is [.., var last] ? last : null;

    public bool Has(string name) => parameters.Any(p => p.Key == name);

    public ParameterList Without(params string[] names) => new([.. parameters.Where(p => !names.Contains(p.Key))]);

    public ParameterList WithoutValue(string name, string value) =>
        Of(Pairs.Where(p => p.Name != name || p.Value != value));

    /// <summary>The same with this parameter behind the others, instead of its former values.</summary>
    public ParameterList With(string name, params string[] values) =>
        new([.. Without(name), KeyValuePair.Create(name, (IReadOnlyList<string>)values)]);

    public ParameterList And(ParameterList others) => Of(Pairs.Concat(others.Pairs));

    /// <summary>An address of these parameters; names and values are escaped.</summary>
    public string On(string path)
    {
        var address = new StringBuilder(path);
        foreach (var (name, value) in Pairs)
        {
            address.Append(address.Length == path.Length ? '?' : '&');
            address.Append(Escape(name)).Append('=').Append(Escape(value));
        }
        return address.ToString();
    }

    public IEnumerable<(string Name, string Value)> Pairs =>
        parameters.SelectMany(p => p.Value.Select(v => (p.Key, v)));

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A query may hold these as they are, and dates and topics are readable with them.
    private static string Escape(string text) =>
        Uri.EscapeDataString(text)
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%20", "+", StringComparison.Ordinal);
}
