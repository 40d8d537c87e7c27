using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Reuters;

/// <summary>Reads one REUTERS element.</summary>
internal static partial class ReutersItem
{
    private static readonly ArticleSource Agency = SourceId.FromName("Reuters");

    /// <summary>The article; null when the element has neither text nor number and date.</summary>
    public static Article? Read(string element, ReadContext context)
    {
        var text = Inner(element, "TEXT") ?? "";
        var draft = new ArticleDraft
        {
            OwnId = NewId().Match(element) is { Success: true } id ? id.Groups[1].Value : null,
            Source = Agency,
            Headline = CleanText.Line(Decode(Inner(text, "TITLE"))),
            Byline = CleanText.Line(Decode(Inner(text, "AUTHOR"))),
            Published = Date(Inner(element, "DATE"), context),
        };
        if (Inner(text, "BODY") is { } body)
        {
            var (place, beginning) = Dateline(CleanText.Line(Decode(Inner(text, "DATELINE"))));
            draft.Dateline = place;
            draft.Body = Body(beginning + Decode(body));
        }
        // Items without a body element are headlines, with or without a title of their own.
        draft.Headline ??= draft.Body is null ? FirstLine(text) : null;
        // One item of the collection (12793) is empty but for its number and date, and still one of the 21,578.
        if (!draft.HasText && (draft.OwnId is null || draft.Published is null))
            return null;
        draft.Authors.AddRange(Bylines.Authors(draft.Byline));
        AddCategories(element, draft);
        return draft.Build(context, null);
    }

    private static void AddCategories(string element, ArticleDraft draft)
    {
        foreach (var topic in Categories(element, "TOPICS"))
            draft.Topics.Add(new Topic(topic, null, "reuters"));
        draft.Places.AddRange(Categories(element, "PLACES"));
        foreach (var kind in (string[])["PEOPLE", "ORGS", "EXCHANGES", "COMPANIES"])
            draft.Keywords.AddRange(Categories(element, kind));
    }

    private static IEnumerable<string> Categories(string element, string tag) =>
        Category()
            .Matches(Inner(element, tag) ?? "")
            .Select(m => CleanText.Line(Decode(m.Groups[1].Value)))
            .OfType<string>();

    /// <summary>
    /// "26-FEB-1987 15:01:01.79", also with codes of the wire behind it. Of "31-MAR-1987 605:12:19.12" only the day
    /// can be read, and a day marked as guesswork has no time either.
    /// </summary>
    private static PublishedDate? Date(string? raw, ReadContext context)
    {
        if (raw is null)
            return null;
        var shown = CleanText.Line(Controls().Replace(raw, " "));
        if (shown is null)
            return null;
        if (WireDate().Match(shown) is not { Success: true } match)
            return new PublishedDate(null, DatePrecision.Day, "sgml", shown);
        var day = match.Groups["day"].Value;
        var isExact = match.Groups["time"].Success && !shown.Contains("guess", StringComparison.OrdinalIgnoreCase);
        var date = DateReading.Read(isExact ? $"{day} {match.Groups["time"].Value}" : day, "sgml", context.Retrieved);
        return date?.Value is null && isExact ? DateReading.Read(day, "sgml", context.Retrieved) : date;
    }

    /// <summary>
    /// The place without the date that the agency appends, and the text that slipped behind the dash ("RIO DE JANEIRO,
    /// Feb 26 - Brazil's").
    /// </summary>
    private static (string? Place, string Beginning) Dateline(string? dateline)
    {
        if (dateline is null)
            return (null, "");
        if (DatedPlace().Match(dateline) is { Success: true } dated)
            return (Place(dated.Groups["place"].Value), Beginning(dated.Groups["rest"].Value));
        var place = dateline.TrimEnd(' ', '-');
        // What is not written like a place ("us 7.8015") is the beginning of the text.
        return BarePlace().IsMatch(place) ? (Place(place), "") : (null, dateline + " ");
    }

    private static string? Place(string place) => CleanText.Line(place.TrimEnd(' ', ',', '-'));

    private static string Beginning(string rest) => rest.Length == 0 ? "" : rest + " ";

    private static string? Body(string body)
    {
        var paragraphs = new List<StringBuilder>();
        foreach (var line in CleanText.WithoutControls(body).Split('\n'))
        {
            var text = line.TrimEnd();
            if (text.Length == 0)
                continue;
            var indent = text.Length - text.TrimStart(' ').Length;
            if (indent >= 4 || paragraphs.Count == 0)
                paragraphs.Add(new StringBuilder(text.TrimStart()));
            else
                // Lines of a table are indented by one.
                paragraphs[^1].Append(indent > 0 ? '\n' : ' ').Append(text.TrimStart());
        }
        var joined = string.Join("\n\n", paragraphs);
        return CleanText.Paragraphs(Signature().Replace(joined, ""));
    }

    private static string? FirstLine(string text) =>
        Decode(Tag().Replace(text, "\n"))
            ?.Split('\n')
            .Select(CleanText.Line)
            .FirstOrDefault(l => l is not null && l.Any(char.IsLetterOrDigit))
            ?.Trim('*', ' ');

    private static string? Inner(string text, string tag)
    {
        var open = text.IndexOf("<" + tag, StringComparison.OrdinalIgnoreCase);
        if (open < 0)
            return null;
        var start = text.IndexOf('>', open) + 1;
        if (start == 0)
            return null;
        var end = text.IndexOf($"</{tag}>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : text[start..end];
    }

    // References to control characters are remains of the wire's framing.
    private static string? Decode(string? text) =>
        text is null ? null : WebUtility.HtmlDecode(Controls().Replace(text, ""));

    [GeneratedRegex(@"&#(?:[0-9]|[12][0-9]|3[01]|127);")]
    private static partial Regex Controls();

    [GeneratedRegex(@"\bNEWID=""([^""]+)""")]
    private static partial Regex NewId();

    [GeneratedRegex(@"<D>([^<]*)</D>")]
    private static partial Regex Category();

    [GeneratedRegex(@"</?[A-Z]+[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<day>\d{1,2}-[A-Za-z]{3}-\d{4})(?:\s+(?<time>\d\d:\d\d:\d\d)(?:\.\d*)?(?![\d:]))?")]
    private static partial Regex WireDate();

    [GeneratedRegex(
        @"^(?<place>.{2,60}?)[\s,.\-]+(?:(?:Jan|Feb|F[eE]b|Mar|Mach|Macrh|Narch|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\w{1,2}\b)?|\d{1,2}\s+(?:March|April|May|June|July|February|October))\s*,?\s*(?:Reuters?)?\s*(?:-+|$)\s*(?<rest>.*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex DatedPlace();

    [GeneratedRegex(@"^\p{Lu}[\p{L}.'\- ]*(?:, ?\p{Lu}[\p{L}. ]*)*$")]
    private static partial Regex BarePlace();

    [GeneratedRegex(@"\s+Reuters?[\s.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();
}
