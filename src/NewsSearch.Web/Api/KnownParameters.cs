using System.Globalization;
using Microsoft.AspNetCore.Http;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>A parameter of the query string, as the API document shows it.</summary>
/// <param name="Allowed">All values that it takes; null when any text may do.</param>
/// <param name="IsRepeatable">The parameter may be given several times.</param>
public sealed record KnownParameter(
    string Name,
    string Description,
    IReadOnlyList<string>? Allowed = null,
    bool IsRepeatable = false,
    bool IsNumber = false
)
{
    /// <summary>The parameters of a search, as the parser has them.</summary>
    public static IReadOnlyList<KnownParameter> OfSearch { get; } = [.. SearchParameterCatalog.All.Select(Of)];

    /// <summary>A parameter as its parser has it.</summary>
    public static KnownParameter Of(SearchParameter parameter) =>
        new(
            parameter.Name,
            parameter.Meaning,
            parameter.Allowed.Count == 0 ? null : parameter.Allowed,
            parameter.IsRepeatable,
            parameter.Name == "limit"
                || parameter.Name.EndsWith(".size", StringComparison.Ordinal)
                || parameter.Name.EndsWith(".min", StringComparison.Ordinal)
        );
}

/// <summary>The parameters that an endpoint takes; anything else is refused and nothing is ignored.</summary>
public sealed record KnownParameters(IReadOnlyList<KnownParameter> All)
{
    /// <exception cref="ParameterException">A parameter is unknown, repeated, or not one of the allowed values.</exception>
    public void Check(ParameterList parameters)
    {
        foreach (var (name, values) in parameters)
        {
            var known =
                All.FirstOrDefault(p => p.Name == name)
                ?? throw new ParameterException(
                    $"There is no parameter '{name}'.",
                    name,
                    values[^1],
                    [.. All.Select(p => p.Name)],
                    ClosestName.Find(name, All.Select(p => p.Name)),
                    isUnknown: true
                );
            if (values.Count > 1 && !known.IsRepeatable)
                throw Invalid(known, values[^1], $"'{name}' is given {values.Count} times.");
            if (known.Allowed is { } allowed && values.FirstOrDefault(v => !allowed.Contains(v)) is { } wrong)
                throw Invalid(known, wrong, $"'{wrong}' is not a value of '{name}'.");
        }
    }

    /// <summary>The whole number of a parameter; null where it is absent.</summary>
    /// <exception cref="ParameterException">It is none, or outside of the range.</exception>
    public static long? Number(ParameterList parameters, KnownParameter parameter, long least, long most)
    {
        if (parameters.Value(parameter.Name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, null, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(
                parameter,
                text,
                most == long.MaxValue
                    ? $"'{parameter.Name}' is a whole number."
                    : $"'{parameter.Name}' is a whole number from {least} to {most}."
            );
    }

    public static ParameterException Invalid(KnownParameter parameter, string value, string message) =>
        new(message, parameter.Name, value, parameter.Allowed ?? [], didYouMean: null, isUnknown: false);
}

/// <summary>Declares the parameters of an endpoint, for the check and for the API document.</summary>
public static class KnownParameterConventions
{
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params KnownParameter[] parameters)
    {
        var known = new KnownParameters(parameters);
        return endpoint
            .WithMetadata(known)
            .AddEndpointFilter(
                (call, next) =>
                {
                    known.Check(ParameterList.Of(call.HttpContext.Request.QueryString));
                    return next(call);
                }
            );
    }
}
