using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Web.Searching;

/// <summary>A search as a feed: the newest first, every address absolute, every entry under an id that never changes.</summary>
/// <param name="Outcome">One page of the search.</param>
/// <param name="Root">Scheme, host and base path of the request.</param>
public sealed record SearchFeed(SearchOutcome Outcome, string Root)
{
    public const string AtomPath = "/api/v1/search.atom";
    public const string JsonPath = "/api/v1/search.feed.json";
    public const int DefaultLimit = 50;

    /// <summary>The search that a feed shows: by date and with a page size, unless the request says otherwise.</summary>
    public static ParameterList Parameters(ParameterList given)
    {
        if (given.Has("sample"))
            return given; // A sample has neither order nor pages.
        var parameters = given.Has(ParameterNames.Sort) ? given : given.With(ParameterNames.Sort, "newest");
        return parameters.Has("limit") ? parameters : parameters.With("limit", DefaultLimit.ToString());
    }

    public static SearchFeed Of(HttpRequest request, SearchOutcome outcome) =>
        new(outcome, $"{request.Scheme}://{request.Host}{request.PathBase}");

    /// <summary>The same for every page of the feed, wherever the service is reached.</summary>
    public string Id => $"urn:uuid:{new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes(SearchOnly.On("")))):D}";

    public string Title =>
        Outcome.Request.Query.Root is MatchAllNode && !SearchOnly.Any(p => ParameterNames.IsFilter(p.Key))
            ? "NewsSearch: everything"
        : Outcome.Request.Query.Root is MatchAllNode ? $"NewsSearch: {Restrictions}"
        : $"NewsSearch: {Outcome.Request.Query.Canonical}{(Restrictions.Length == 0 ? "" : $" ({Restrictions})")}";

    /// <summary>The page that shows the search to a reader.</summary>
    public string Page => SearchOnly.On(Root + "/");

    /// <summary>When the newest of its entries was archived; null for a feed without entries.</summary>
    public DateTimeOffset? Updated =>
        Outcome.Answer.Items.Count == 0
            ? Outcome.Answer.Index.Index.CommittedAt
            : Outcome.Answer.Items.Max(i => i.Recorded);

    public string Self(string path) => Outcome.Parameters.On(Root + path);

    public string First(string path) => Outcome.First.On(Root + path);

    public string? Next(string path) => Outcome.Next?.On(Root + path);

    public string? Previous(string path) => Outcome.Previous?.On(Root + path);

    public string PageOf(Article article) => $"{Root}/articles/{Uri.EscapeDataString(article.Id)}";

    /// <summary>An id that does not depend on the address of the service: an article's own is 128 bits already.</summary>
    public static string IdOf(Article article) =>
        Guid.TryParseExact(article.Id, "N", out var id)
            ? $"urn:uuid:{id:D}"
            : $"urn:newssearch:article:{Uri.EscapeDataString(article.Id)}";

    private ParameterList SearchOnly =>
        Outcome.First.Without("limit", ParameterNames.Sort, ParameterNames.Facet, "highlight", "fields");

    private string Restrictions =>
        string.Join(
            ", ",
            SearchOnly
                .Where(p => ParameterNames.IsFilter(p.Key))
                .Select(p => $"{p.Key}: {string.Join(" or ", p.Value)}")
        );
}
