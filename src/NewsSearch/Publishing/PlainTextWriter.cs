using System.Text;

namespace NewsSearch.Publishing;

/// <summary>The article to read: headline, credit, date and text, paragraphs separated by a blank line.</summary>
public sealed class PlainTextWriter : IArticleWriter
{
    public string Format => "text";
    public string Label => "TXT";
    public string MediaType => "text/plain";
    public string Extension => "txt";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        var text = new StringBuilder();
        Add(article.Headline);
        Add(article.Subheadline);
        Add(article.Byline ?? (article.Authors.Count > 0 ? string.Join(", ", article.Authors) : null));
        Add(string.Join(", ", ((string?[])[article.Source.Name, publication.Published]).OfType<string>()));
        Add(article.Dateline is null || article.Body is null ? article.Body : $"{article.Dateline} — {article.Body}");
        Add(publication.Url ?? publication.Address);
        return text.ToString();

        void Add(string? block)
        {
            if (string.IsNullOrEmpty(block))
                return;
            if (text.Length > 0)
                text.Append('\n');
            text.Append(block).Append('\n');
        }
    }
}
