using System.Globalization;
using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>The changes of one field.</summary>
/// <param name="Field">Name as in the article, such as <c>headline</c>.</param>
public sealed record FieldDiff(string Field, IReadOnlyList<DiffSpan> Spans);

/// <summary>Compares two versions field by field; fields that are the same are left out.</summary>
public static class ArticleDiff
{
    public static IReadOnlyList<FieldDiff> Between(Article before, Article after)
    {
        var former = Fields(before);
        return
        [
            .. Fields(after)
                .Zip(former, (a, b) => (a.Name, Before: b.Text ?? "", After: a.Text ?? ""))
                .Where(f => !string.Equals(f.Before, f.After, StringComparison.Ordinal))
                .Select(f => new FieldDiff(f.Name, TextDiff.Of(f.Before, f.After))),
        ];
    }

    private static IEnumerable<(string Name, string? Text)> Fields(Article a) =>
        [
            ("headline", a.Headline),
            ("subheadline", a.Subheadline),
            ("byline", a.Byline),
            ("authors", Join(a.Authors)),
            ("dateline", a.Dateline),
            ("body", a.Body),
            ("published", Date(a.Published)),
            ("modified", a.Modified?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("section", a.Section),
            ("genre", a.Genre),
            ("language", a.IsLanguageDetected ? null : a.Language),
            ("topics", Join(a.Topics.Select(t => t.Name ?? t.Code))),
            ("keywords", Join(a.Keywords)),
            ("places", Join(a.Places)),
            ("images", Join(a.Images.Select(i => string.Join(" ", new[] { i.Caption, i.Credit }.OfType<string>())))),
            ("source", a.Source.Name),
            ("url", a.Url),
        ];

    private static string Join(IEnumerable<string> values) => string.Join("\n", values);

    private static string? Date(PublishedDate? date) =>
        date?.Value?.UtcDateTime.ToString(
            date.Precision switch
            {
                DatePrecision.Year => "yyyy",
                DatePrecision.Month => "yyyy-MM",
                DatePrecision.Day => "yyyy-MM-dd",
                _ => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            },
            CultureInfo.InvariantCulture
        );
}
