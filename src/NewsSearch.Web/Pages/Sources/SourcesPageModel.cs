using NewsSearch.Archive;
using NewsSearch.Coverage;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>A page of the directory of sources, filtered and sorted as the address says.</summary>
/// <param name="All">Every source.</param>
public sealed record SourcesPageModel(ParameterList Parameters, IReadOnlyList<SourceProfile> All, IndexStatus Index)
{
    public const string Path = "/sources";
    public const string NameParameter = "name";
    public const string LanguageParameter = "lang";
    public const string PageParameter = "page";
    public const int PageSize = 40;

    public static readonly string[] Orders = ["name", "articles", "latest", "first", "gaps"];

    public string Name => Parameters.Value(NameParameter) ?? "";
    public string Language => Parameters.Value(LanguageParameter) ?? "";
    public string Order => Parameters.Value(ParameterNames.Sort) ?? Orders[0];
    public int Page => Math.Min(int.TryParse(Parameters.Value(PageParameter), out var page) ? page : 1, Pages);
    public int Pages => Math.Max(1, (Found.Count + PageSize - 1) / PageSize);

    /// <summary>The sources that pass the filters, in order.</summary>
    public IReadOnlyList<SourceProfile> Found { get; } = Select(Parameters, All);

    /// <summary>What the registry knows of the sources that are shown, by id.</summary>
    public IReadOnlyDictionary<string, SourceRecord> Records { get; init; } = new Dictionary<string, SourceRecord>();

    public IEnumerable<SourceProfile> Shown => Found.Skip((Page - 1) * PageSize).Take(PageSize);

    /// <summary>All languages of the directory, the most frequent first.</summary>
    public IEnumerable<string> Languages =>
        All.SelectMany(s => s.Languages.Values.Select(v => v.Value))
            .GroupBy(l => l)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key);

    public string HrefOf(int page) =>
        (page == 1 ? Parameters.Without(PageParameter) : Parameters.With(PageParameter, page.ToString())).On(Path);

    private static List<SourceProfile> Select(ParameterList parameters, IReadOnlyList<SourceProfile> all)
    {
        var (name, language) = (parameters.Value(NameParameter), parameters.Value(LanguageParameter));
        var found = all.Where(s =>
            (
                name is null
                || s.Source.Name.Contains(name, StringComparison.CurrentCultureIgnoreCase)
                || s.Id.Contains(name, StringComparison.OrdinalIgnoreCase)
            ) && (language is null || s.Languages.Values.Any(v => v.Value == language))
        );
        return
        [
            .. parameters.Value(ParameterNames.Sort) switch
            {
                "articles" => found.OrderByDescending(s => s.Source.Articles),
                "latest" => found.OrderByDescending(s => s.Source.LastPublished),
                "first" => found.OrderBy(s => s.Source.FirstPublished ?? DateTimeOffset.MaxValue),
                "gaps" => found.OrderByDescending(s => s.Gaps.Sum(g => g.Buckets)),
                _ => found,
            },
        ];
    }
}
