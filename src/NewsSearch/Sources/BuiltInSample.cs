using NewsSearch.Sources.Sample;

namespace NewsSearch.Sources;

/// <summary>
/// The built-in sample: invented news of invented publishers in five languages, among them agency stories that several
/// outlets print, dates of every precision and one article without a date.
/// </summary>
public static class BuiltInSample
{
    /// <summary>Articles in the sample.</summary>
    public const int Articles = 400;

    /// <summary>
    /// The sample as JSON Lines, the same bytes every time. Articles are made while the stream is read; none is held.
    /// </summary>
    public static Stream OpenJsonLines() => new ChunkStream(SampleArticles.All().Select(SampleLine.Of));
}
