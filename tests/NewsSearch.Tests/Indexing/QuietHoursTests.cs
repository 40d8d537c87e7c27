using NewsSearch.Indexing;

namespace NewsSearch.Tests.Indexing;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("02:00-05:00", "02:00", true)]
    [InlineData("02:00-05:00", "04:59", true)]
    [InlineData("02:00-05:00", "05:00", false)]
    [InlineData("22:30-05:00", "23:00", true)]
    [InlineData("22:30-05:00", "00:10", true)]
    [InlineData("22:30-05:00", "12:00", false)]
    public void They_begin_and_end_on_time_and_may_pass_midnight(string hours, string time, bool isQuiet) =>
        Assert.Equal(isQuiet, QuietHours.TryParse(hours)!.Contains(TimeOnly.Parse(time)));

    [Theory]
    [InlineData("")]
    [InlineData("02:00")]
    [InlineData("2-5")]
    [InlineData("02:00-25:00")]
    [InlineData("02:00-02:00")]
    public void Anything_else_is_none(string text) => Assert.Null(QuietHours.TryParse(text));
}
