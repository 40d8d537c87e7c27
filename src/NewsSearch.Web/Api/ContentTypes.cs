using System.Net.Mime;
using NewsSearch.Extraction;

namespace NewsSearch.Web.Api;

/// <summary>
/// Whether a declared media type can be true of bytes that a reader recognized. The bytes decide what is read; a
/// declaration that contradicts them means that the sender sent something else than it thinks.
/// </summary>
public static class ContentTypes
{
    private enum Family
    {
        /// <summary>Says nothing, or nothing that the bytes could contradict.</summary>
        Any,
        Json,
        Markup,
        Table,
        Archive,

        /// <summary>Only of what is found: a sender that says text/plain says nothing.</summary>
        Text,

        /// <summary>Pictures, sound, documents of word processors: never an article here.</summary>
        Foreign,
    }

    public static bool Contradicts(string? declared, IArticleReader? reader)
    {
        var said = FamilyOf(declared);
        if (said == Family.Any)
            return false;
        var found = reader?.MediaType == MediaTypeNames.Text.Plain ? Family.Text : FamilyOf(reader?.MediaType);
        return said == Family.Foreign || (found != Family.Any && said != found);
    }

    /// <summary>Formats for <c>?format=</c> and media types that are taken.</summary>
    public static IReadOnlyList<string> Accepted(ArticleReaders readers) =>
        [.. readers.All.Select(r => r.Format).Concat(readers.All.Select(r => r.MediaType)).Distinct()];

    private static Family FamilyOf(string? mediaType)
    {
        if (string.IsNullOrWhiteSpace(mediaType))
            return Family.Any;
        if (!MediaTypeIsReadable(mediaType, out var type))
            return Family.Foreign;
        var (major, minor) = (type[..type.IndexOf('/')], type[(type.IndexOf('/') + 1)..]);
        if (minor.Contains("json", StringComparison.Ordinal))
            return Family.Json;
        if (
            minor.EndsWith("xml", StringComparison.Ordinal)
            || minor
                is "html"
                    or "sgml"
                    or "x-sgml"
                    or "vnd.reuters.sgml"
                    or "nitf"
                    or "vnd.iptc.nitf"
                    or "vnd.iptc.newsml"
        )
            return Family.Markup;
        if (minor is "csv" or "tab-separated-values" or "vnd.ms-excel")
            return Family.Table;
        if (minor is "zip" or "gzip" or "x-gzip" or "x-tar" or "warc" or "wacz" or "x-wacz")
            return Family.Archive;
        return major switch
        {
            "image" or "audio" or "video" or "font" or "model" or "multipart" => Family.Foreign,
            "application" when minor is "pdf" or "msword" or "javascript" or "wasm" or "rtf" => Family.Foreign,
            "application" when minor.StartsWith("vnd.openxmlformats", StringComparison.Ordinal) => Family.Foreign,
            _ => Family.Any,
        };
    }

    private static bool MediaTypeIsReadable(string text, out string type)
    {
        try
        {
            type = new ContentType(text).MediaType.ToLowerInvariant();
            return true;
        }
        catch (FormatException)
        {
            type = "";
            return false;
        }
    }
}
