using NewsSearch.Tools.Scoring;

namespace NewsSearch.Tests.Extraction.Html;

/// <summary>The main text against pages whose text people have marked.</summary>
public sealed class MainTextScoreTests
{
    [Fact]
    public async Task News_pages()
    {
        var score = await Measure("article-extraction-benchmark");
        Assert.True(score.F1 >= 0.975, $"F1 {score.F1:F4}, precision {score.Precision:F4}, recall {score.Recall:F4}");
        Assert.InRange(score.Slowest.Took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    // What is expected there is what one program found, captions and all, on pages many of which are no news.
    [Fact]
    public async Task Pages_of_all_kinds()
    {
        var score = await Measure("readability/test-pages");
        Assert.True(score.F1 >= 0.92, $"F1 {score.F1:F4}, precision {score.Precision:F4}, recall {score.Recall:F4}");
    }

    private static Task<ExtractionScore> Measure(string folder) =>
        ExtractionScore.MeasureAsync(
            ScoredPages.Load(SharedData.Require(folder)),
            Reading.Retrieved,
            TestContext.Current.CancellationToken
        );

    [Theory]
    [InlineData("one two three four", "one two three four", 1, 1)]
    [InlineData("one two three four five", "one two three four", 1, 0.5)]
    [InlineData("one two three four", "one two three four six", 0.5, 1)]
    [InlineData("one two, three four", "One two three four", 0, 0)]
    [InlineData("", "", 1, 1)]
    [InlineData("one two", "one two", 1, 1)]
    public void Shingles_are_counted_as_published(string expected, string found, double precision, double recall)
    {
        var overlap = Shingles.Compare(expected, found);
        Assert.Equal(precision, overlap.Precision, 6);
        Assert.Equal(recall, overlap.Recall, 6);
    }
}
