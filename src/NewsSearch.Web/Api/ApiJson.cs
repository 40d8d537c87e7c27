using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsSearch.Web.Api;

/// <summary>The JSON of the API; the stored JSON has a context of its own and never follows this one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SuggestResponse))]
[JsonSerializable(typeof(TrendsResponse))]
[JsonSerializable(typeof(JsonFeed))]
[JsonSerializable(typeof(PermalinkResponse))]
[JsonSerializable(typeof(ArticleResponse))]
[JsonSerializable(typeof(SourcesResponse))]
[JsonSerializable(typeof(IndexResponse))]
[JsonSerializable(typeof(IngestResponse))]
[JsonSerializable(typeof(LedgerResponse))]
[JsonSerializable(typeof(RunsResponse))]
[JsonSerializable(typeof(VersionsResponse))]
[JsonSerializable(typeof(DiffResponse))]
[JsonSerializable(typeof(EmbargoesResponse))]
[JsonSerializable(typeof(RetryResponse))]
[JsonSerializable(typeof(SourceRecordResponse))]
[JsonSerializable(typeof(SourceRequest))]
[JsonSerializable(typeof(SourceHealthResponse))]
[JsonSerializable(typeof(SnapshotResponse))]
[JsonSerializable(typeof(SnapshotsResponse))]
[JsonSerializable(typeof(SchemaResponse))]
[JsonSerializable(typeof(RebuildsResponse))]
[JsonSerializable(typeof(GenerationsResponse))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(FeedRequest))]
[JsonSerializable(typeof(FeedResponse))]
[JsonSerializable(typeof(FeedsResponse))]
[JsonSerializable(typeof(Problem))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The context that writes Arabic as Arabic: the answers are JSON, never part of an HTML page.</summary>
    public static ApiJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                NumberHandling = JsonNumberHandling.Strict,
            }
        );
}
