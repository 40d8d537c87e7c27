using System.Globalization;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Web.Pages;

/// <summary>
/// What pages say, in the language and the time zone of the reader. Numbers have Latin digits and month names come from
/// our own texts, so that a page does not depend on the culture data of a machine.
/// </summary>
public sealed class PageText(ReaderPreferences reader)
{
    private const char IsolateStart = '\u2068';
    private const char IsolateEnd = '\u2069';

    public InterfaceLanguage Language => reader.Language;

    /// <summary>The text of this name.</summary>
    public string this[string key] => Texts(key)["other"];

    /// <summary>The text of this name, or null where there is none.</summary>
    public string? Find(string key) => Language.Texts(key)?["other"];

    /// <summary>The text of this name with these values in the places <c>{0}</c>, <c>{1}</c>, …</summary>
    public string Format(string key, params object[] values) => Fill(this[key], values);

    /// <summary>The text of this name for a number of things; the number itself is <c>{0}</c>.</summary>
    public string Count(string key, long number, params object[] others)
    {
        var texts = Texts(key);
        return Fill(texts.GetValueOrDefault(Language.Plural(number)) ?? texts["other"], [number, .. others]);
    }

    /// <summary>The name of a language for its BCP 47 tag, with the rest of the tag where it has one.</summary>
    public string LanguageName(string tag) =>
        Find("lang." + tag.Split('-')[0]) is not { } name ? OtherName(tag)
        : tag.Contains('-', StringComparison.Ordinal)
            ? $"{name} ({tag[(tag.IndexOf('-', StringComparison.Ordinal) + 1)..]})"
        : name;

    // The platform's, in English or the language itself; the tag where it knows none.
    private string OtherName(string tag)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
            return Language == InterfaceLanguage.English ? culture.EnglishName : culture.NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A date at its own precision, an instant in the reader's zone; null when it is unknown.</summary>
    public string? Date(PublishedDate? date) =>
        date?.Value is not { } value
            ? null
            : date.Precision switch
            {
                DatePrecision.Year => Plain(value.UtcDateTime, "yyyy"),
                DatePrecision.Month => Month(value.UtcDateTime),
                DatePrecision.Day => Day(value.UtcDateTime),
                _ => Time(value),
            };

    /// <summary>An instant in the reader's zone.</summary>
    public string Time(DateTimeOffset instant) => TimeAsWritten(TimeZoneInfo.ConvertTime(instant, reader.Zone));

    /// <summary>An instant by the clock that it was written by.</summary>
    public string TimeAsWritten(DateTimeOffset local)
    {
        return $"{Day(local.DateTime)}{this["date.comma"]} {Plain(local.DateTime, "HH:mm")} {Offset(local.Offset)}";
    }

    public string Day(DateTime date) => $"{Plain(date, "%d")} {MonthName(date)} {Plain(date, "yyyy")}";

    public string Month(DateTime date) => $"{MonthName(date)} {Plain(date, "yyyy")}";

    /// <summary>The name of a bucket of a histogram.</summary>
    public string Bucket(HistogramInterval interval, DateTime start) =>
        interval switch
        {
            HistogramInterval.Year => Plain(start, "yyyy"),
            HistogramInterval.Quarter => Format("date.quarter", (start.Month + 2) / 3, Plain(start, "yyyy")),
            HistogramInterval.Month => Month(start),
            HistogramInterval.Week => Format("date.week", Day(start)),
            HistogramInterval.Day => Day(start),
            _ => $"{Day(start)}{this["date.comma"]} {Plain(start, "HH:mm")}",
        };

    private string MonthName(DateTime date) => this[$"date.month.{date.Month.ToString(CultureInfo.InvariantCulture)}"];

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero
            ? "UTC"
            : "UTC" + (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(offset.Minutes == 0 ? "%h" : @"h\:mm");

    private static string Plain(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    private IReadOnlyDictionary<string, string> Texts(string key) =>
        Language.Texts(key) ?? throw new InvalidOperationException($"There is no text '{key}' in {Language.Code}.");

    // A name of another script would turn the words around it in a sentence that runs from right to left.
    private string Fill(string text, object[] values) =>
        string.Format(
            CultureInfo.InvariantCulture,
            text,
            [
                .. values.Select(v =>
                    v is long or int ? Number(Convert.ToInt64(v, CultureInfo.InvariantCulture))
                    : Language.IsRightToLeft ? $"{IsolateStart}{v}{IsolateEnd}"
                    : v
                ),
            ]
        );
}
