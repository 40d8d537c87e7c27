using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction;

/// <summary>Takes a page for its title: tests of containers over large files need no more.</summary>
internal sealed partial class TitleReader : IArticleReader
{
    public string Format => "html";
    public int Version => 1;
    public string MediaType => "text/html";

    public int Recognize(ReadOnlySpan<byte> head) => new NewsSearch.Extraction.Html.HtmlReader().Recognize(head);

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var text = new StreamReader(input);
        var title = Title().Match(await text.ReadToEndAsync(cancellation));
        yield return title.Success
            ? new ReadItem(default, null, Of(title.Groups["title"].Value.Trim(), context))
            : new ReadItem(default, null, null, "the page has no title", IsRejected: true);
    }

    private static Article Of(string headline, ReadContext context) =>
        new()
        {
            Id = $"{context.Url} {headline}",
            Source = new ArticleSource("x", "X"),
            Headline = headline,
            Url = context.Url,
            Retrieved = context.Retrieved,
            Completeness = Completeness.Headline,
        };

    [GeneratedRegex("<title>(?<title>[^<]*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Title();
}
