using System.Globalization;
using System.Text;
using NewsSearch.Extraction;

namespace NewsSearch.Publishing;

/// <summary>RIS of Research Information Systems, type <c>NEWS</c>, as Zotero, EndNote and Mendeley import it.</summary>
public sealed class RisWriter : IArticleWriter
{
    public string Format => "ris";
    public string Label => "RIS";
    public string MediaType => "application/x-research-info-systems";
    public string Extension => "ris";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        var ris = new StringBuilder();
        Add("TY", "NEWS");
        Add("ID", article.Id);
        Add("TI", article.Headline);
        Add("T2", article.Source.Name);
        foreach (var author in article.Authors)
            Add("AU", author);
        Add("DA", Date(publication.PublishedParts));
        Add("CY", article.Dateline);
        Add("SE", article.Section);
        foreach (var keyword in article.Keywords)
            Add("KW", keyword);
        Add("LA", article.Language);
        Add("UR", publication.Url ?? publication.Address);
        Add("Y2", Date(publication.AccessedParts));
        Add("AV", publication.Address);
        ris.Append("ER  - \r\n");
        return ris.ToString();

        void Add(string tag, string? value)
        {
            if (CleanText.Line(value) is { } line)
                ris.Append(tag).Append("  - ").Append(line).Append("\r\n");
        }
    }

    // YYYY/MM/DD/other: what is not known stays empty between its strokes.
    private static string? Date(IReadOnlyList<int> parts) =>
        parts.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{parts[0]:0000}/{Part(parts, 1)}/{Part(parts, 2)}/");

    private static string Part(IReadOnlyList<int> parts, int at) =>
        at < parts.Count ? parts[at].ToString("00", CultureInfo.InvariantCulture) : "";
}
