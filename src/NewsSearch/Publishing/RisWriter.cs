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
        foreach (var author in CreditedName.Of(article))
            Add("AU", Author(author));
        Add("DA", Date(publication.PublishedParts));
        Add("CY", article.Dateline);
        Add("SE", article.Section);
        Add("AB", article.Subheadline);
        foreach (var keyword in article.Keywords)
            // Readers take it for the end of a keyword.
            Add("KW", keyword.Replace(';', ','));
        Add("LA", article.Language);
        Add("UR", publication.Url ?? publication.Address);
        Add("Y2", Date(publication.AccessedParts));
        Add("DB", Publication.Archive);
        Add("AV", publication.Address);
        // The copy that is kept here.
        Add("L2", publication.Address);
        ris.Append("ER  - \r\n");
        return ris.ToString();

        void Add(string tag, string? value)
        {
            if (CleanText.Line(value) is { } line)
                ris.Append(tag).Append("  - ").Append(line).Append("\r\n");
        }
    }

    // Last name, first name, suffix. A comma in the name of an organisation would be taken for the end of a last name.
    private static string Author(CreditedName author) =>
        !author.IsPerson ? author.Family.Replace(",", "", StringComparison.Ordinal)
        : author.Suffix is { } suffix ? $"{author.Family}, {author.Given}, {suffix}"
        : $"{author.Family}, {author.Given}";

    // YYYY/MM/DD/other: what is not known stays empty between its strokes.
    private static string? Date(IReadOnlyList<int> parts) =>
        parts.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{parts[0]:0000}/{Part(parts, 1)}/{Part(parts, 2)}/");

    private static string Part(IReadOnlyList<int> parts, int at) =>
        at < parts.Count ? parts[at].ToString("00", CultureInfo.InvariantCulture) : "";
}
