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
    public void Dates_are_read_with_their_precision(string raw, string value, DatePrecision precision)
    {
        var date = DateReading.Read(raw, "meta", Reading.Retrieved)!;
        Assert.Equal(value, date.Value?.ToString("yyyy-MM-ddTHH:mm:ss"));
        Assert.Equal((precision, "meta", null), (date.Precision, date.Evidence, date.Rejected));
        Assert.Equal(TimeSpan.Zero, date.Value!.Value.Offset);
    }

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
