using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Html.Parser;
using NewsSearch.Extraction.Html;

namespace NewsSearch.Tools.Scoring;

/// <summary>A page and the main text that people have marked in it.</summary>
internal sealed record ScoredPage(string Name, byte[] Html, string Expected);

/// <summary>Loads pages with their known main text.</summary>
internal static class ScoredPages
{
    /// <summary>
    /// Two layouts: <c>ground-truth.json</c> beside <c>html/*.html.gz</c>, or folders that hold <c>source.html</c> and
    /// <c>expected.html</c>, anywhere below.
    /// </summary>
    /// <exception cref="InvalidDataException">The folder has neither.</exception>
    public static List<ScoredPage> Load(string folder)
    {
        var truth = Path.Combine(folder, "ground-truth.json");
        var pages = File.Exists(truth) ? Benchmark(folder, truth) : Folders(folder);
        return pages.Count > 0
            ? pages
            : throw new InvalidDataException(
                $"{folder} holds neither ground-truth.json with html/*.html.gz nor folders with source.html and "
                    + "expected.html. Name a folder that does."
            );
    }

    private static List<ScoredPage> Benchmark(string folder, string truth)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(truth));
        var pages = new List<ScoredPage>();
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            using var packed = new GZipStream(
                File.OpenRead(Path.Combine(folder, "html", entry.Name + ".html.gz")),
                CompressionMode.Decompress
            );
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            var body = entry.Value.TryGetProperty("articleBody", out var value) ? value.GetString() : null;
            pages.Add(new ScoredPage(entry.Name, plain.ToArray(), body ?? ""));
        }
        return pages;
    }

    private static List<ScoredPage> Folders(string folder)
    {
        var pages = new List<ScoredPage>();
        foreach (var source in Directory.EnumerateFiles(folder, "source.html", SearchOption.AllDirectories).Order())
        {
            var home = Path.GetDirectoryName(source)!;
            using var expected = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(home, "expected.html")));
            var text = expected.Body is { } body ? HtmlText.Paragraphs(body) : null;
            pages.Add(new ScoredPage(Path.GetFileName(home), File.ReadAllBytes(source), text ?? ""));
        }
        return pages;
    }
}
