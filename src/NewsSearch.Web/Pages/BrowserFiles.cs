using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>
/// What browsers and crawlers ask for by itself: the OpenSearch description with its suggestions, the web app manifest,
/// and robots.txt.
/// </summary>
public static class BrowserFiles
{
    private const string OpenSearchType = "application/opensearchdescription+xml";
    private const string SuggestionsType = "application/x-suggestions+json";
    private const string ManifestType = "application/manifest+json";
    private const int MostSuggestions = 8;

    /// <summary>The media types that nothing else has.</summary>
    public static readonly IReadOnlyList<string> MediaTypes = [OpenSearchType, SuggestionsType, ManifestType];

    private static readonly XNamespace OpenSearch = "http://a9.com/-/spec/opensearch/1.1/";
    private static readonly KnownParameter Typed = new("q", "What was typed so far.");

    public static void MapBrowserFiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/opensearch.xml", Description).WithEntityTag().ExcludeFromDescription().Takes();
        endpoints.MapGet("/opensearch/suggest", Suggest).WithEntityTag().ExcludeFromDescription().Takes(Typed);
        endpoints.MapGet("/manifest.webmanifest", Manifest).WithEntityTag().ExcludeFromDescription().Takes();
        endpoints
            .MapGet("/robots.txt", () => TypedResults.Text(Robots))
            .WithEntityTag()
            .ExcludeFromDescription()
            .Takes();
    }

    // The archive's own pages may be found elsewhere; searches would be endless, and the admin's pages are nobody's.
    private const string Robots = """
        User-agent: *
        Disallow: /*?
        Disallow: /admin
        Disallow: /api/
        Disallow: /jobs
        Disallow: /login
        Disallow: /p/
        Allow: /

        """;

    private static ContentHttpResult Description(HttpContext context, PageText text)
    {
        var origin = PageEndpoints.Origin(context.Request);
        var document = new XElement(
            OpenSearch + "OpenSearchDescription",
            new XElement(OpenSearch + "ShortName", text["site.name"]),
            new XElement(OpenSearch + "Description", text["site.description"]),
            Url("text/html", "results", "/?q={searchTerms}"),
            Url("application/json", "results", "/api/v1/search?q={searchTerms}&limit={count?}"),
            Url(AtomFeed.MediaType, "results", SearchFeed.AtomPath + "?q={searchTerms}&limit={count?}"),
            Url(JsonFeed.MediaType, "results", SearchFeed.JsonPath + "?q={searchTerms}&limit={count?}"),
            Url(SuggestionsType, "suggestions", "/opensearch/suggest?q={searchTerms}"),
            Url(OpenSearchType, "self", "/opensearch.xml"),
            new XElement(
                OpenSearch + "Image",
                new XAttribute("type", "image/svg+xml"),
                new XAttribute("width", 32),
                new XAttribute("height", 32),
                origin + PageAssets.Icon
            ),
            new XElement(OpenSearch + "Language", "*"),
            new XElement(OpenSearch + "InputEncoding", "UTF-8"),
            new XElement(OpenSearch + "OutputEncoding", "UTF-8")
        );
        return TypedResults.Text("""<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + document, OpenSearchType);

        XElement Url(string type, string relation, string template) =>
            new(
                OpenSearch + "Url",
                new XAttribute("type", type),
                new XAttribute("rel", relation),
                new XAttribute("template", origin + template)
            );
    }

    /// <summary>The suggestions as browsers read them: an array of what was typed and an array of completions.</summary>
    private static ContentHttpResult Suggest(HttpContext context, SuggestionService suggestions)
    {
        var typed = ParameterList.Of(context.Request.QueryString).Value(Typed.Name) ?? "";
        var found = suggestions.Suggest(typed, MostSuggestions, context.RequestAborted);
        string?[] completions =
        [
            found.Spelling,
            .. found.Topics.Concat(found.Sources).Select(v => v.Label),
            .. found.Headlines.Select(h => h.Headline),
        ];
        var list = completions.OfType<string>().Distinct().Take(MostSuggestions).Select(c => (JsonNode)c);
        return TypedResults.Text(new JsonArray(typed, new JsonArray([.. list])).ToJsonString(), SuggestionsType);
    }

    private static ContentHttpResult Manifest(PageText text) =>
        TypedResults.Text(
            new JsonObject
            {
                ["id"] = "/",
                ["name"] = text["site.name"],
                ["description"] = text["site.description"],
                ["lang"] = text.Language.Code,
                ["dir"] = text.Language.Direction,
                ["start_url"] = "/",
                ["scope"] = "/",
                ["display"] = "standalone",
                ["background_color"] = "#faf8f3",
                ["theme_color"] = "#8f2618",
                ["icons"] = new JsonArray(Icon("icon.svg", "any"), Icon("icon-maskable.svg", "maskable")),
            }.ToJsonString(),
            ManifestType
        );

    private static JsonObject Icon(string name, string purpose) =>
        new()
        {
            ["src"] = PageAssets.Address(name),
            ["type"] = "image/svg+xml",
            ["sizes"] = "any",
            ["purpose"] = purpose,
        };
}
