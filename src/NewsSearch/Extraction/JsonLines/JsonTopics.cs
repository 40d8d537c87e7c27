using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Topics: texts (<c>medtop:20000001</c>, <c>a/b/c</c>), objects {code, name, scheme}, ninjs subjects.</summary>
internal static class JsonTopics
{
    private const string MediaTopics = "newscodes/mediatopic/";
    private const string SubjectCodes = "newscodes/subjectcode/";

    /// <summary>Subjects whose relation says that they are the section or a keyword go where they belong.</summary>
    public static void ReadAll(ref Utf8JsonReader reader, ArticleDraft draft)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(One(ref reader, out var only), only, draft);
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Add(One(ref reader, out var relation), relation, draft);
    }

    /// <summary>The topic of a plain text; null when it is blank.</summary>
    public static Topic? FromText(string? text)
    {
        if (CleanText.Line(text) is not { } code)
            return null;
        if (code.StartsWith("medtop:", StringComparison.OrdinalIgnoreCase))
            return new Topic("medtop:" + code[7..].Trim(), null, "medtop");
        if (FromUri(code) is { } fromUri)
            return fromUri;
        return new Topic(
            code.Contains('/') && !code.Contains("://", StringComparison.Ordinal)
                ? string.Join(
                    '/',
                    code.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                : code
        );
    }

    private static void Add(Topic? topic, string? relation, ArticleDraft draft)
    {
        if (topic is not { Code.Length: > 0 })
            return;
        if (relation == "section")
            draft.Section ??= topic.Name ?? topic.Code;
        else if (relation == "keyword")
            draft.Keywords.Add(topic.Name ?? topic.Code);
        else
            draft.Topics.Add(topic);
    }

    private static Topic? One(ref Utf8JsonReader reader, out string? relation)
    {
        relation = null;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            return FromText(JsonValues.Text(ref reader, "topics"));
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Wrong(ref reader, "topics", "texts or objects with a code or a name");
        string? code = null;
        string? name = null;
        string? scheme = null;
        string? uri = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8) || reader.ValueTextEquals("literal"u8);
            var isName = reader.ValueTextEquals("name"u8);
            var isScheme = reader.ValueTextEquals("scheme"u8);
            var isUri = reader.ValueTextEquals("uri"u8);
            var isRelation = reader.ValueTextEquals("rel"u8);
            reader.Read();
            if (isCode)
                code ??= CleanText.Line(JsonValues.TextOrNumber(ref reader, "topics.code"));
            else if (isName)
                name = CleanText.Line(JsonValues.Text(ref reader, "topics.name"));
            else if (isScheme)
                scheme = CleanText.Line(JsonValues.Text(ref reader, "topics.scheme"));
            else if (isUri)
                uri = CleanText.Line(JsonValues.Text(ref reader, "topics.uri"));
            else if (isRelation)
                relation = CleanText.Line(JsonValues.Text(ref reader, "topics.rel"));
            else
                reader.Skip();
        }
        // Such a name is free text, in which a stroke parts nothing.
        if (relation is "section" or "keyword" && name is not null)
            return new Topic(name);
        return TopicNotation.Read(uri, name) ?? Combine(code, name, scheme, uri);
    }

    private static Topic? Combine(string? code, string? name, string? scheme, string? uri)
    {
        var known =
            FromUri(uri) ?? (scheme is not null && code is not null ? FromUri(scheme.TrimEnd('/') + "/" + code) : null);
        if (
            known is null
            && code is not null
            && scheme is "medtop"
            && !code.StartsWith("medtop:", StringComparison.Ordinal)
        )
            known = new Topic("medtop:" + code, null, "medtop");
        known ??= FromText(code ?? name ?? uri);
        if (known is null)
            return null;
        return known with { Name = name == known.Code ? null : name, Scheme = known.Scheme ?? scheme };
    }

    private static Topic? FromUri(string? uri)
    {
        if (uri is null)
            return null;
        var at = uri.IndexOf(MediaTopics, StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && uri.Length > at + MediaTopics.Length)
            return new Topic("medtop:" + uri[(at + MediaTopics.Length)..].Trim('/'), null, "medtop");
        at = uri.IndexOf(SubjectCodes, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && uri.Length > at + SubjectCodes.Length
            ? new Topic("subj:" + uri[(at + SubjectCodes.Length)..].Trim('/'), null, "subj")
            : null;
    }
}
