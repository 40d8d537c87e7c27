using System.Text.Json.Serialization;
using NewsSearch.Archive;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>What an admin says of a source; members that are absent are left as they are, or empty in a PUT.</summary>
/// <param name="Country">ISO 3166-1, two letters.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="SameAs">Ids, names or domains that are this source: what is taken in under them later is its own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SourceRequest(
    string? Name = null,
    string? Country = null,
    string? Language = null,
    string? Issn = null,
    IReadOnlyList<DeclaredNaming>? Names = null,
    IReadOnlyList<DeclaredNaming>? Domains = null,
    IReadOnlyList<string>? SameAs = null
);

/// <summary>Everything that is known of a source.</summary>
/// <param name="Names">Under which it published, oldest first.</param>
/// <param name="Domains">On which it published, oldest first.</param>
/// <param name="SameAs">Ids that were declared to be this source.</param>
/// <param name="Volume">Its articles over time.</param>
public sealed record SourceRecordResponse(
    string Id,
    string Name,
    long Articles,
    string? FirstPublished,
    string? LastPublished,
    string? Country,
    string? Language,
    string? Issn,
    IReadOnlyList<SourceNamingResponse> Names,
    IReadOnlyList<SourceNamingResponse> Domains,
    IReadOnlyList<string> SameAs,
    SourceVolume Volume
)
{
    public static SourceRecordResponse Of(SourceRecord record, SourceVolume volume) =>
        new(
            record.Summary.Id,
            record.Summary.Name,
            record.Summary.Articles,
            record.Summary.FirstPublished is { } first ? DateText.Machine(first) : null,
            record.Summary.LastPublished is { } last ? DateText.Machine(last) : null,
            record.Country,
            record.Language,
            record.Issn,
            [.. record.Names.Select(Of)],
            [.. record.Domains.Select(Of)],
            record.SameAs,
            volume
        );

    private static SourceNamingResponse Of(SourceNaming n) =>
        new(n.Value, n.From, n.To, n.Articles, n.IsDeclared ? "declared" : "seen");
}

/// <summary>A name or domain and its time.</summary>
/// <param name="Value">The name or the domain.</param>
/// <param name="From">ISO 8601 date: declared, or of the first article under it.</param>
/// <param name="To">ISO 8601 date: declared, or of the last article under it; absent when still in use.</param>
/// <param name="Evidence">declared or seen.</param>
public sealed record SourceNamingResponse(string Value, string? From, string? To, long Articles, string Evidence);

/// <summary>Searchable articles over time; buckets + undated + outOfRange are all of them.</summary>
/// <param name="Interval">month, or year where there would be too many months.</param>
/// <param name="OutOfRange">Articles whose date is known less exactly than a bucket.</param>
public sealed record SourceVolume(string Interval, IReadOnlyList<BucketResponse> Buckets, long Undated, long OutOfRange)
{
    public static SourceVolume Of(string source, SearchCall search, CancellationToken cancellation)
    {
        try
        {
            return Of(source, "month", search, cancellation);
        }
        catch (TooManyBucketsException)
        {
            return Of(source, "year", search, cancellation);
        }
    }

    private static SourceVolume Of(string source, string interval, SearchCall search, CancellationToken cancellation)
    {
        var parameters = ParameterList.Of([
            ("source", source),
            ("facet", "date"),
            ("interval", interval),
            ("limit", "0"),
        ]);
        var histogram = search.Run(parameters, cancellation).Answer.Index.Histogram;
        return new SourceVolume(
            interval,
            [
                .. (histogram?.Buckets ?? []).Select(b => new BucketResponse(
                    DateFacet.Start(histogram!.Interval, b.Start),
                    b.Count
                )),
            ],
            histogram?.Undated ?? 0,
            histogram?.OutOfRange ?? 0
        );
    }
}
