using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Coverage;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>What the page of a source shows.</summary>
/// <param name="Record">What the registry knows of it.</param>
/// <param name="Newest">Its newest articles, and the counts of all of them.</param>
/// <param name="Oldest">The search for its oldest article.</param>
/// <param name="Days">Its articles day by day; null where its span is too long for that.</param>
public sealed record SourcePageModel(
    SourceRecord Record,
    SearchOutcome Newest,
    SearchOutcome Oldest,
    HistogramResult? Days
)
{
    private const int MostGaps = 40;

    public SourceSummary Source => Record.Summary;

    public long Articles => Newest.Answer.Index.Total;

    public Article? First => Dated(Oldest);

    public Article? Last => Dated(Newest);

    /// <summary>The search for all of its articles, as the page of searches shows it.</summary>
    public SearchPageModel AsSearch(PageText text) => new(Own, Newest, Problem: null, Newest.Answer.Index.Index, text);

    /// <summary>Days from the first article to the last.</summary>
    public int Span => Days?.Buckets.Count ?? 0;

    /// <summary>Days of these without any article.</summary>
    public int EmptyDays => Days?.Buckets.Count(b => b.Count == 0) ?? 0;

    /// <summary>The longest runs of days without an article, in order of time.</summary>
    public IReadOnlyList<VolumeGap> Gaps =>
        [.. AllGaps.OrderByDescending(g => g.Buckets).Take(MostGaps).OrderBy(g => g.From)];

    public int UnlistedGaps => Math.Max(0, AllGaps.Count - MostGaps);

    public FacetResult Facet(string name) => Newest.Answer.Index.Facets.First(f => f.Name == name);

    /// <summary>The search for this source with another restriction.</summary>
    public string HrefOf(string name, string value) => Own.With(name, value).On("/");

    public string SearchHref => Own.On("/");

    public string TrendsHref => Own.On("/trends");

    public string AtomHref => Own.On(SearchFeed.AtomPath);

    public string JsonFeedHref => Own.On(SearchFeed.JsonPath);

    private ParameterList Own => ParameterList.Of([(Dimension.Source.Name, Source.Id)]);

    private IReadOnlyList<VolumeGap> AllGaps =>
        Days is null ? [] : VolumeGap.In([.. Days.Buckets.Select(b => (b.Start, b.Count))]);

    private static Article? Dated(SearchOutcome outcome) =>
        outcome.Answer.Items.Select(i => i.Article).FirstOrDefault(a => a.Published?.Value is not null);
}
