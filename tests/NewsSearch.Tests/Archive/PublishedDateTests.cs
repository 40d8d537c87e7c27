using NewsSearch.Articles;

namespace NewsSearch.Tests.Archive;

public sealed class PublishedDateTests
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Evidence_that_agrees_makes_a_date_finer_and_evidence_that_does_not_is_kept()
    {
        var chosen = PublishedDate.Choose([
            new PublishedDate(Noon.AddHours(-12), DatePrecision.Day, "json-ld"),
            new PublishedDate(Noon, DatePrecision.Second, "meta"),
            new PublishedDate(Noon.AddDays(-9).AddHours(-12), DatePrecision.Day, "url"),
            null,
        ])!;
        Assert.Equal((Noon, DatePrecision.Second, "meta"), (chosen.Value, chosen.Precision, chosen.Evidence));
        Assert.Equal("url", Assert.Single(chosen.Others!).Evidence);
    }

    [Fact]
    public void A_rejected_date_is_kept_beside_the_one_that_is_believed()
    {
        var chosen = PublishedDate.Choose([
            new PublishedDate(null, DatePrecision.Day, "json-ld", "2099-01-01"),
            new PublishedDate(Noon, DatePrecision.Second, "meta"),
        ])!;
        Assert.Equal(("meta", null), (chosen.Evidence, chosen.Rejected));
        Assert.Equal(
            new DateCandidate("json-ld", null, DatePrecision.Day, "2099-01-01"),
            Assert.Single(chosen.Others!)
        );
    }

    [Fact]
    public void Dates_that_agree_leave_nothing_beside() =>
        Assert.Null(
            PublishedDate
                .Choose([
                    new PublishedDate(Noon, DatePrecision.Second, "json-ld"),
                    new PublishedDate(Noon.AddSeconds(20), DatePrecision.Second, "meta"),
                    // The same instant as a calendar date east of it.
                    new PublishedDate(
                        new DateTimeOffset(2024, 2, 11, 0, 0, 0, TimeSpan.Zero),
                        DatePrecision.Day,
                        "url"
                    ),
                ])!
                .Others
        );
}
