using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The stored shape of an article without its body; it never follows the shape of the API.</summary>
[JsonSerializable(typeof(StoredArticle), TypeInfoPropertyName = "Stored")]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StoredArticleJson : JsonSerializerContext
{
    private static readonly StoredArticleJson Relaxed = new(
        new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    public static byte[] Write(Article article) =>
        JsonSerializer.SerializeToUtf8Bytes(StoredArticle.From(article), Relaxed.Stored);

    public static Article Read(ReadOnlySpan<byte> json, string id, int version, string? body) =>
        JsonSerializer.Deserialize(json, Relaxed.Stored)!.ToArticle(id, version, body);
}

/// <summary>Short names, absent where unknown: the bulk of a million rows.</summary>
internal sealed record StoredArticle
{
    public string S { get; init; } = "";
    public string N { get; init; } = "";
    public List<string>? I { get; init; }
    public List<Carrier>? Via { get; init; }
    public string? H { get; init; }
    public string? Sub { get; init; }
    public string? By { get; init; }
    public List<string>? Au { get; init; }
    public string? Dl { get; init; }
    public string? Sec { get; init; }
    public string? G { get; init; }
    public string? L { get; init; }
    public bool Ld { get; init; }
    public List<Topic>? T { get; init; }
    public List<string>? K { get; init; }
    public List<string>? Pl { get; init; }
    public List<ArticleImage>? Im { get; init; }
    public DateTimeOffset? P { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<DatePrecision>))]
    public DatePrecision Pp { get; init; }
    public string? Pe { get; init; }
    public string? Pr { get; init; }
    public List<DateCandidate>? Po { get; init; }
    public DateTimeOffset? M { get; init; }
    public DateTimeOffset R { get; init; }
    public string? U { get; init; }
    public bool? F { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Completeness>))]
    public Completeness C { get; init; }
    public Dictionary<string, string>? E { get; init; }
    public DateTimeOffset? Eu { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<PublicationStatus>))]
    public PublicationStatus St { get; init; }

    public static StoredArticle From(Article a) =>
        new()
        {
            S = a.Source.Id,
            N = a.Source.Name,
            I = Some(a.Identifiers),
            Via = Some(a.Via),
            H = a.Headline,
            Sub = a.Subheadline,
            By = a.Byline,
            Au = Some(a.Authors),
            Dl = a.Dateline,
            Sec = a.Section,
            G = a.Genre,
            L = a.Language,
            Ld = a.IsLanguageDetected,
            T = Some(a.Topics),
            K = Some(a.Keywords),
            Pl = Some(a.Places),
            Im = Some(a.Images),
            P = a.Published?.Value,
            Pp = a.Published?.Precision ?? default,
            Pe = a.Published?.Evidence,
            Pr = a.Published?.Rejected,
            Po = a.Published?.Others is { Count: > 0 } others ? [.. others] : null,
            M = a.Modified,
            R = a.Retrieved,
            U = a.Url,
            F = a.IsAccessibleForFree,
            C = a.Completeness,
            Eu = a.EmbargoedUntil,
            St = a.Status,
            E = a.Evidence is null ? null : new Dictionary<string, string>(a.Evidence),
        };

    public Article ToArticle(string id, int version, string? body) =>
        new()
        {
            Id = id,
            Version = version,
            Body = body,
            Source = new ArticleSource(S, N),
            Identifiers = I ?? [],
            Via = Via ?? [],
            Headline = H,
            Subheadline = Sub,
            Byline = By,
            Authors = Au ?? [],
            Dateline = Dl,
            Section = Sec,
            Genre = G,
            Language = L,
            IsLanguageDetected = Ld,
            Topics = T ?? [],
            Keywords = K ?? [],
            Places = Pl ?? [],
            Images = Im ?? [],
            Published = P is null && Pe is null && Pr is null ? null : new PublishedDate(P, Pp, Pe, Pr, Po),
            Modified = M,
            Retrieved = R,
            Url = U,
            IsAccessibleForFree = F,
            Completeness = C,
            Evidence = E,
            EmbargoedUntil = Eu,
            Status = St,
        };

    private static List<T>? Some<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : [.. values];
}
