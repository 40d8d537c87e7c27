using System.Globalization;
using System.Text;
using NewsSearch.Extraction;

namespace NewsSearch.Publishing;

/// <summary>BibTeX: an <c>@article</c> whose journal is the publication. Characters that TeX reads as commands are escaped.</summary>
public sealed class BibTexWriter : IArticleWriter
{
    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    public string Format => "bibtex";
    public string Label => "BibTeX";
    public string MediaType => "application/x-bibtex";
    public string Extension => "bib";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        var date = publication.PublishedParts;
        var fields = new List<string>();
        // A second brace keeps the capitals of the headline in every style.
        Add("title", CleanText.Line(article.Headline) is { } headline ? "{" + Escape(headline) + "}" : null);
        Add(
            "author",
            article.Authors.Count == 0 ? null : string.Join(" and ", CreditedName.Of(article).Select(Author))
        );
        Add("journal", Text(article.Source.Name));
        Add("address", Text(article.Dateline));
        Add("year", date.Count > 0 ? date[0].ToString("0000", CultureInfo.InvariantCulture) : null);
        if (date.Count > 1)
            fields.Add("month = " + Months[date[1] - 1]);
        Add("day", date.Count > 2 ? date[2].ToString(CultureInfo.InvariantCulture) : null);
        Add("abstract", Text(article.Subheadline));
        Add("keywords", article.Keywords.Count == 0 ? null : Text(string.Join(", ", article.Keywords)));
        Add("language", Text(article.Language));
        Add("url", Address(publication.Url ?? publication.Address));
        Add("urldate", string.Join('-', publication.AccessedParts.Select(p => p.ToString("00", null))));
        return $"@article{{newssearch-{article.Id},\n  {string.Join(",\n  ", fields)}\n}}\n";

        void Add(string name, string? value)
        {
            if (value is not null)
                fields.Add($"{name} = {{{value}}}");
        }
    }

    // Between braces the name of an organisation stays whole, whatever words it has.
    private static string Author(CreditedName author) =>
        !author.IsPerson ? "{" + Text(author.Family) + "}"
        : author.Suffix is { } suffix ? $"{Text(author.Family)}, {Text(suffix)}, {Text(author.Given)}"
        : $"{Text(author.Family)}, {Text(author.Given)}";

    private static string? Text(string? value) => CleanText.Line(value) is { } line ? Escape(line) : null;

    private static string Address(string url) =>
        url.Replace("{", "%7B", StringComparison.Ordinal)
            .Replace("}", "%7D", StringComparison.Ordinal)
            .Replace("\\", "%5C", StringComparison.Ordinal);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            escaped.Append(
                c switch
                {
                    // A brace behind a backslash still counts for BibTeX, so braces are named.
                    '{' => @"\textbraceleft{}",
                    '}' => @"\textbraceright{}",
                    '\\' => @"\textbackslash{}",
                    '~' => @"\textasciitilde{}",
                    '^' => @"\textasciicircum{}",
                    '$' or '&' or '%' or '#' or '_' => "\\" + c,
                    _ => c.ToString(),
                }
            );
        return escaped.ToString();
    }
}
