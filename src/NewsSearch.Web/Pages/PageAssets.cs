using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace NewsSearch.Web.Pages;

/// <summary>
/// Style sheet and icon. They are part of the program, so that pages look the same from wherever it is started, and
/// their address changes with their content, so that browsers may keep them for good.
/// </summary>
public static class PageAssets
{
    private static readonly byte[] Css = Read("site.css");
    private static readonly byte[] Svg = Read("icon.svg");

    public static readonly string StyleSheet = Address("site.css", Css);
    public static readonly string Icon = Address("icon.svg", Svg);

    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet("/assets/site.css", (HttpContext c) => Send(c, Css, "text/css; charset=utf-8"))
            .ExcludeFromDescription();
        endpoints.MapGet("/assets/icon.svg", (HttpContext c) => Send(c, Svg, "image/svg+xml")).ExcludeFromDescription();
    }

    private static FileContentHttpResult Send(HttpContext context, byte[] content, string type)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(content, type);
    }

    private static string Address(string name, byte[] content) =>
        $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";

    private static byte[] Read(string name)
    {
        using var stream =
            typeof(PageAssets).Assembly.GetManifestResourceStream("NewsSearch.Web.Assets." + name)
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
