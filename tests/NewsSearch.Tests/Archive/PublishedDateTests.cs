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
    public void The_publishers_clock_is_kept_where_other_evidence_says_the_same_in_UTC()
    {
        var written = new PublishedDate(Noon.ToOffset(TimeSpan.FromHours(-5)), DatePrecision.Second, "meta");
        var inUtc = new PublishedDate(Noon, DatePrecision.Second, "json-ld");
        Assert.All(
            new[] { PublishedDate.Join(inUtc, written)!, PublishedDate.Join(written, inUtc)! },
            joined => Assert.Equal((Noon, TimeSpan.FromHours(-5)), (joined.Value, joined.Value!.Value.Offset))
        );
        Assert.Equal("json-ld", PublishedDate.Join(inUtc, written)!.Evidence);
        Assert.False(PublishedDate.Equal(inUtc, inUtc with { Value = written.Value }));
        var other = new PublishedDate(Noon.AddHours(9).ToOffset(TimeSpan.FromHours(9)), DatePrecision.Second, "feed");
        Assert.Equal(TimeSpan.Zero, PublishedDate.Join(inUtc, other)!.Value!.Value.Offset);
        var day = new PublishedDate(Noon.AddHours(-12), DatePrecision.Day, "url");
        Assert.Equal(TimeSpan.FromHours(-5), PublishedDate.Join(day, written)!.Value!.Value.Offset);
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
