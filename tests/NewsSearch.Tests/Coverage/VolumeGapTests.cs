using NewsSearch.Coverage;

namespace NewsSearch.Tests.Coverage;

public sealed class VolumeGapTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("000", "")]
    [InlineData("111", "")]
    [InlineData("0110", "")]
    [InlineData("1001", "1-2")]
    [InlineData("00101100010", "3-3 6-8")]
    public void Gaps_lie_between_the_first_and_the_last_article(string volume, string expected)
    {
        var first = new DateTime(2024, 2, 26, 0, 0, 0, DateTimeKind.Unspecified);
        var days = volume.Select((c, n) => (first.AddDays(n), (long)(c - '0'))).ToList();

        var gaps = VolumeGap.In(days);

        Assert.Equal(expected, string.Join(' ', gaps.Select(g => $"{Day(g.From)}-{Day(g.To)}")));
        Assert.All(gaps, g => Assert.Equal(Day(g.To) - Day(g.From) + 1, g.Buckets));

        int Day(DateTime at) => (at - first).Days;
    }
}
