using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Indexing;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Pages;

/// <summary>The help pages. What can be read from the code's own tables is, so that it cannot be wrong.</summary>
public static class HelpPages
{
    /// <summary>Name of each page below <c>/help</c>, and of its title.</summary>
    public static readonly IReadOnlyList<string> Topics = ["query", "facets", "formats", "settings", "operations"];

    public static void MapHelp(this IEndpointRouteBuilder endpoints)
    {
        Map<HelpPage>("/help");
        Map<QueryHelpPage>("/help/query");
        Map<FacetHelpPage>("/help/facets");
        Map<FormatHelpPage>("/help/formats");
        Map<SettingHelpPage>("/help/settings");
        Map<OperationHelpPage>("/help/operations");
        endpoints
            .MapGet("/about/query", () => TypedResults.LocalRedirect("~/help/query", permanent: true))
            .ExcludeFromDescription()
            .Takes();

        void Map<T>(string address)
            where T : IComponent =>
            endpoints
                .MapGet(address, (IArticleIndex index) => new RazorComponentResult<T>(new { Index = index.Status }))
                .WithEntityTag()
                .ExcludeFromDescription()
                .Takes();
    }
}

/// <summary>A shortcut of <c>Assets/page.js</c>.</summary>
/// <param name="Key">As the browser names it.</param>
/// <param name="Text">Name of the text that says what it does.</param>
public sealed record KeyboardShortcut(string Key, string Text)
{
    public static readonly IReadOnlyList<KeyboardShortcut> All =
    [
        new("/", "keys.query"),
        new("f", "keys.filters"),
        new("j", "keys.down"),
        new("k", "keys.up"),
        new("n", "keys.next"),
        new("p", "keys.previous"),
        new("?", "keys.help"),
    ];
}
