using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace NewsSearch.Web.Pages;

/// <summary>
/// Style sheet, modules and pictures: the files of <c>Assets</c>. They are part of the program, so that pages look the
/// same from wherever it is started, and their address changes with their content, so that browsers may keep them for
/// good. They are compressed once, as small as it gets.
/// </summary>
public static class PageAssets
{
    private const string Folder = "NewsSearch.Web.Assets.";

    private static readonly Dictionary<string, Asset> Assets = typeof(PageAssets)
        .Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(n => n[Folder.Length..], n => new Asset(n[Folder.Length..], Read(n)));

    public static readonly string StyleSheet = Address("site.css");
    public static readonly string Icon = Address("icon.svg");

    /// <summary>Names of the files.</summary>
    public static IReadOnlyCollection<string> Names => Assets.Keys;

    /// <summary>The address of a file of <c>Assets</c>: its name with a hash of its content.</summary>
    public static string Address(string name) => Assets[name].Address;

    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var asset in Assets.Values)
            endpoints.MapGet(asset.Address, (HttpContext c) => Send(c, asset)).ExcludeFromDescription();
        endpoints.MapGet("/favicon.ico", () => TypedResults.LocalRedirect("~" + Icon)).ExcludeFromDescription();
    }

    private static FileContentHttpResult Send(HttpContext context, Asset asset)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var content = asset.Content;
        if (Takes("br"))
            (content, headers.ContentEncoding) = (asset.Brotli.Value, "br");
        else if (Takes("gzip"))
            (content, headers.ContentEncoding) = (asset.Gzip.Value, "gzip");
        return TypedResults.Bytes(content, asset.Type);

        bool Takes(string encoding) => accepted.Any(a => a.Value == encoding && a.Quality is null or > 0);
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private sealed record Asset(string Name, byte[] Content)
    {
        public string Address { get; } =
            $"/assets/{Path.GetFileNameWithoutExtension(Name)}-{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}"
            + Path.GetExtension(Name);

        public Lazy<byte[]> Brotli { get; } =
            new(() => Compress(Content, s => new BrotliStream(s, CompressionLevel.SmallestSize)));

        public Lazy<byte[]> Gzip { get; } =
            new(() => Compress(Content, s => new GZipStream(s, CompressionLevel.SmallestSize)));

        public string Type =>
            Path.GetExtension(Name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                _ => "image/svg+xml",
            };
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(content);
        return compressed.ToArray();
    }
}
