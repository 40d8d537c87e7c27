using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction;

public sealed class DateReadingTests
{
    [Theory]
    [InlineData("2024", "2024-01-01T00:00:00", DatePrecision.Year)]
    [InlineData("2024-02", "2024-02-01T00:00:00", DatePrecision.Month)]
    [InlineData("2024-02-10", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("2024-02-29", "2024-02-29T00:00:00", DatePrecision.Day)]
    [InlineData("2024-041", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("20240210", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("2024/02/10", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("2024-02-10T10", "2024-02-10T10:00:00", DatePrecision.Second)]
    [InlineData("2024-02-10T10:20Z", "2024-02-10T10:20:00", DatePrecision.Second)]
    [InlineData("2024-02-10T10:20:30.123+02:00", "2024-02-10T08:20:30", DatePrecision.Second)]
    [InlineData("2024-02-10T10:20:30,5-0530", "2024-02-10T15:50:30", DatePrecision.Second)]
    [InlineData("2024-02-10T24:00:00Z", "2024-02-11T00:00:00", DatePrecision.Second)]
    [InlineData("2024-02-10 10:20:30", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("20240210T102030Z", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("20240210102030", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("Sat, 10 Feb 2024 10:20:30 GMT", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("10 Feb 24 10:20 EST", "2024-02-10T15:20:00", DatePrecision.Second)]
    [InlineData("Sat, 10 Feb 2024 10:20:30 +0200", "2024-02-10T08:20:30", DatePrecision.Second)]
    [InlineData("Sat Feb 10 10:20:30 UTC 2024", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("February 10, 2024", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("Feb. 10, 2024 at 4:05 PM EST", "2024-02-10T21:05:00", DatePrecision.Second)]
    [InlineData("10. Februar 2024", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("10 février 2024", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("10 de febrero de 2024", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("10.02.2024", "2024-02-10T00:00:00", DatePrecision.Day)]
    [InlineData("13/02/2024", "2024-02-13T00:00:00", DatePrecision.Day)]
    [InlineData("02/13/2024", "2024-02-13T00:00:00", DatePrecision.Day)]
    [InlineData("02/10/2024", "2024-01-01T00:00:00", DatePrecision.Year)]
    [InlineData("February 2024", "2024-02-01T00:00:00", DatePrecision.Month)]
    [InlineData("1707560430", "2024-02-10T10:20:30", DatePrecision.Second)]
    [InlineData("26-FEB-1987 15:01:01", "1987-02-26T15:01:01", DatePrecision.Second)]
    [InlineData("3 февраля 2024 г., 10:30", "2024-02-03T10:30:00", DatePrecision.Second)]
    [InlineData("3 лютого 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("sobota, 3 lutego 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3. února 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3. helmikuuta 2024 klo 10.30", "2024-02-03T10:30:00", DatePrecision.Second)]
    [InlineData("2024. február 3.", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 Şubat 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 Φεβρουαρίου 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 फ़रवरी 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("السبت، ٣ فبراير ٢٠٢٤", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 كانون الثاني 2024", "2024-01-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 شباط/فبراير 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("\u200F3 أبريل 2024 الساعة 10:30", "2024-04-03T10:30:00", DatePrecision.Second)]
    [InlineData("3 בפברואר 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("۱۴ بهمن ۱۴۰۲", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("شنبه ۱۴ بهمن ۱۴۰۲ - ۱۰:۳۰", "2024-02-03T10:30:00", DatePrecision.Second)]
    [InlineData("۱۴۰۲/۱۱/۱۴", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("2024年2月3日", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("2024年2月3日(土) 午後4時05分", "2024-02-03T16:05:00", DatePrecision.Second)]
    [InlineData("２０２４年２月", "2024-02-01T00:00:00", DatePrecision.Month)]
    [InlineData("2024년 2월 3일 오후 4:05", "2024-02-03T16:05:00", DatePrecision.Second)]
    [InlineData("Thứ Bảy, 3 tháng 2, 2024", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("3 กุมภาพันธ์ 2567", "2024-02-03T00:00:00", DatePrecision.Day)]
    [InlineData("July 10, 2024 4:05 PM ET", "2024-07-10T20:05:00", DatePrecision.Second)]
    [InlineData("January 10, 2024 4:05 PM ET", "2024-01-10T21:05:00", DatePrecision.Second)]
    [InlineData("10 Feb 2024 10:20 NZDT", "2024-02-09T21:20:00", DatePrecision.Second)]
    [InlineData("10 Feb 2024 10:20 NPT", "2024-02-10T04:35:00", DatePrecision.Second)]
    [InlineData("3–5 March 2024", "2024-03-01T00:00:00", DatePrecision.Month)]
    [InlineData("3.-5. März 2024", "2024-03-01T00:00:00", DatePrecision.Month)]
    [InlineData("March 3-5, 2024", "2024-03-01T00:00:00", DatePrecision.Month)]
    [InlineData("28 February – 12 March 2024", "2024-01-01T00:00:00", DatePrecision.Year)]
    [InlineData("2024-02-03/2024-02-05", "2024-02-01T00:00:00", DatePrecision.Month)]
    [InlineData("February 10, 2024 - 4:05 PM", "2024-02-10T16:05:00", DatePrecision.Second)]
    public void Dates_are_read_with_their_precision(string raw, string value, DatePrecision precision)
    {
        var date = DateReading.Read(raw, "meta", Reading.Retrieved)!;
        Assert.Equal(value, date.Value?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss"));
        Assert.Equal((precision, "meta", null), (date.Precision, date.Evidence, date.Rejected));
    }

    [Theory]
    [InlineData("2024-02-10T23:30:00-05:00", "2024-02-10T23:30:00-05:00")]
    [InlineData("2024-02-10T23:30:00.5+05:45", "2024-02-10T23:30:00.5+05:45")]
    [InlineData("Sat, 10 Feb 2024 23:30:00 -0500", "2024-02-10T23:30:00-05:00")]
    [InlineData("Feb. 10, 2024 at 11:30 PM EST", "2024-02-10T23:30:00-05:00")]
    [InlineData("July 10, 2024 4:05 PM ET", "2024-07-10T16:05:00-04:00")]
    [InlineData("2024-02-10T23:30:00Z", "2024-02-10T23:30:00Z")]
    [InlineData("2024-02-10T23:30:00", "2024-02-10T23:30:00Z")]
    [InlineData("2024-02-10T23:30:00 XYZ", "2024-02-10T23:30:00Z")]
    [InlineData("2024-02-10T23:30:00+14:00", "2024-02-10T23:30:00+14:00")]
    [InlineData("2024-02-10T23:30:00-14:45", "2024-02-11T14:15:00Z")] // No clock is so far behind.
    [InlineData("2024-02-10", "2024-02-10T00:00:00Z")]
    public void A_time_keeps_the_offset_that_is_written_with_it(string raw, string written) =>
        Assert.Equal(written, DateNotation.AsWritten(DateReading.Read(raw, "meta", Reading.Retrieved)!.Value!.Value));

    [Theory]
    [InlineData("0001-01-01T00:30:00+01:00", false)] // In the year before the first.
    [InlineData("0001-01-01T00:30:00-01:00", true)]
    [InlineData("9999-12-31T23:30:00+01:00", true)]
    [InlineData("9999-12-31T23:30:00-01:00", false)]
    public void At_the_ends_of_the_calendar_an_offset_never_fails(string raw, bool isDate) =>
        Assert.Equal(isDate, DateReading.TryParse(raw, out _, out _));

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29T10:00:00Z")]
    [InlineData("2024-13")]
    [InlineData("2024-00-10")]
    [InlineData("2024-02-10T25:00")]
    [InlineData("2024-02-10T10:61")]
    [InlineData("2024-02-10T10:20+25:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1599-12-31")]
    [InlineData("2026-03-02T12:00:01Z")]
    [InlineData("2027")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("30 Feb 2024")]
    [InlineData("31/31/2024")]
    [InlineData("yesterday")]
    [InlineData("30 lutego 2024")]
    [InlineData("5. listopada 2024")]
    [InlineData("2024年13月3日")]
    [InlineData("28 December 2023 – 2 January 2024")]
    [InlineData("5 March 2024 – 3 March 2024")]
    [InlineData("99999999999999999999")]
    public void Impossible_and_future_dates_are_kept_as_rejected(string raw)
    {
        var date = DateReading.Read(raw, "jsonl", Reading.Retrieved)!;
        Assert.Null(date.Value);
        Assert.Equal((raw, "jsonl"), (date.Rejected, date.Evidence));
    }

    [Fact]
    public void A_date_within_24_hours_after_retrieval_is_believed() =>
        Assert.NotNull(DateReading.Read("2026-03-02T12:00:00Z", "jsonl", Reading.Retrieved)!.Value);

    [Fact]
    public void No_text_is_no_date() => Assert.Null(DateReading.Read("  ", "meta", Reading.Retrieved));
}
