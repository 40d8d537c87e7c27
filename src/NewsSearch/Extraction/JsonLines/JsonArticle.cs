using System.Text.Json;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Reads one article from one JSON object: the contract's fields, their short forms, or ninjs 1.x to 3.x.</summary>
internal sealed class JsonArticle
{
    // Members that ninjs does not have in any version.
    private const ulong OwnMembers =
        (1UL << (int)JsonMember.Id)
        | (1UL << (int)JsonMember.Source)
        | (1UL << (int)JsonMember.Via)
        | (1UL << (int)JsonMember.Subheadline)
        | (1UL << (int)JsonMember.Body)
        | (1UL << (int)JsonMember.Text)
        | (1UL << (int)JsonMember.Authors)
        | (1UL << (int)JsonMember.Section)
        | (1UL << (int)JsonMember.Keywords)
        | (1UL << (int)JsonMember.Images)
        | (1UL << (int)JsonMember.Published)
        | (1UL << (int)JsonMember.Date)
        | (1UL << (int)JsonMember.Modified)
        | (1UL << (int)JsonMember.Retrieved)
        | (1UL << (int)JsonMember.Url)
        | (1UL << (int)JsonMember.IsAccessibleForFree)
        | (1UL << (int)JsonMember.Completeness);

    private readonly ArticleDraft _draft = new();
    private ulong _seen;
    private string? _id;
    private string? _uri;
    private string? _altId;
    private string? _title;
    private JsonTexts.Choice _headlines;
    private string? _body;
    private string? _text;
    private string? _html;
    private JsonTexts.Choice _bodies;
    private string? _description;
    private string? _published;
    private string? _date;
    private string? _firstCreated;
    private string? _versionCreated;
    private string? _modified;
    private string? _retrieved;
    private string? _infoSource;
    private string? _copyrightHolder;
    private string? _renditionUrl;
    private string? _contentCreated;
    private string? _embargo;
    private string? _status;
    private string? _type;
    private string? _headlineOther;
    private string? _bodyOther;

    /// <summary>True when the item has members of the archive's own form.</summary>
    public bool IsOwn => (_seen & OwnMembers) != 0;

    /// <summary>True when the item names itself as ninjs does, and has none but its members.</summary>
    public bool IsNinjs => AreOfNinjs(_seen);

    /// <summary>As <see cref="IsNinjs"/>, of an item with these members (a bit each).</summary>
    public static bool AreOfNinjs(ulong members) =>
        (members & ((1UL << (int)JsonMember.Uri) | (1UL << (int)JsonMember.Standard))) != 0
        && (members & OwnMembers) == 0;

    /// <summary>Reads the object; null when it has neither headline nor body.</summary>
    /// <exception cref="JsonException">Not valid JSON.</exception>
    /// <exception cref="JsonFieldException">A member has a value of the wrong type, or the item is no object.</exception>
    public static JsonArticle Read(ReadOnlySpan<byte> json)
    {
        var article = new JsonArticle();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw JsonValues.Wrong(ref reader, "(the item)", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonMembers.Find(ref reader);
            reader.Read();
            article.ReadMember(ref reader, member);
        }
        while (reader.Read()) { }
        return article;
    }

    /// <summary>
    /// The article, or null when it has neither headline nor body. An item of ninjs is one by its identifier alone.
    /// </summary>
    public Article? Build(ReadContext context, string? documentUrl, bool isNinjs = false)
    {
        var draft = _draft;
        draft.OwnId = _id ?? _uri ?? _altId;
        draft.OtherIds.AddRange(((string?[])[_uri, _altId]).OfType<string>());
        draft.Url ??= _uri;
        draft.Headline ??= CleanText.Line(_headlines.Best) ?? CleanText.Line(_headlineOther) ?? CleanText.Line(_title);
        draft.Body = CleanText.Paragraphs(_body) ?? CleanText.Paragraphs(_text) ?? CleanText.Paragraphs(_bodies.Best);
        draft.Body ??= Html.HtmlText.Paragraphs(_html) ?? Other(_bodyOther);
        if (draft.Body is null && CleanText.Paragraphs(_description) is { } description)
        {
            draft.Body = description;
            draft.Completeness = Completeness.Excerpt;
        }
        Wire.WireDates.ReadRelease(draft, _status, _embargo);
        if (!draft.IsItem && !isNinjs)
            return null;
        draft.Source ??= NamedSource(_infoSource) ?? NamedSource(_copyrightHolder) ?? UrnSource(context);
        ReadDates(context);
        if (_renditionUrl is not null && _type is not ("audio" or "video"))
            draft.Images.Insert(0, new ArticleImage(_renditionUrl, CleanText.Line(_description), draft.Byline));
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(Bylines.Authors(draft.Byline));
        return draft.Build(context, documentUrl);
    }

    private static string? Other(string? text) =>
        text?.AsSpan().TrimStart().StartsWith("<") == true
            ? Html.HtmlText.Paragraphs(text)
            : CleanText.Paragraphs(text);

    private void ReadDates(ReadContext context)
    {
        var own = DateReading.Instant(_retrieved);
        _draft.Retrieved = own <= context.Retrieved.AddHours(24) ? own : null;
        var present = _draft.Present(context);
        _draft.Published =
            DateReading.Read(_published, "jsonl", present)
            ?? DateReading.Read(_date, "jsonl", present)
            ?? DateReading.Read(_firstCreated, "ninjs", present)
            // Of a picture it is the moment when it was taken.
            ?? (_type is "text" or "composite" ? DateReading.Read(_contentCreated, "ninjs", present) : null)
            ?? DateReading.Read(_versionCreated, "ninjs", present);
        _draft.Modified = DateReading.Instant(_modified);
        if (_draft.Modified is null && DateReading.Instant(_versionCreated) is { } version)
            _draft.Modified = version == _draft.Published?.Value ? null : version;
    }

    private static ArticleSource? NamedSource(string? name) =>
        CleanText.Line(name) is { } known ? SourceId.FromName(known) : null;

    // urn:newsml:dpa.com:20090101:… names its provider.
    private ArticleSource? UrnSource(ReadContext context) =>
        context.Source is null && _uri?.Split(':') is ["urn", "newsml", { Length: > 0 } provider, ..]
            ? SourceId.FromName(provider)
            : null;

    private void ReadMember(ref Utf8JsonReader reader, JsonMember member)
    {
        // A member that is given twice keeps its first value; body_text and body_html share nothing.
        var bit = 1UL << (int)member;
        if (member == JsonMember.Unknown || ((_seen & bit) != 0 && !IsRepeatable(member)))
        {
            reader.Skip();
            return;
        }
        _seen |= bit;
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (!ReadText(ref reader, member) && !ReadNinjs(ref reader, member) && !ReadStatus(ref reader, member))
            ReadList(ref reader, member);
    }

    // ninjs has people and organisations, both of which are kept as keywords.
    private static bool IsRepeatable(JsonMember member) =>
        member is JsonMember.Names or JsonMember.HeadlineOther or JsonMember.BodyOther or JsonMember.DescriptionOther;

    private bool ReadText(ref Utf8JsonReader reader, JsonMember member)
    {
        switch (member)
        {
            case JsonMember.Id:
                _id = CleanText.Line(JsonValues.TextOrNumber(ref reader, "id"));
                return true;
            case JsonMember.Uri:
                _uri = CleanText.Line(JsonValues.Text(ref reader, "uri"));
                return true;
            case JsonMember.Headline:
                _draft.Headline = CleanText.Line(JsonValues.Text(ref reader, "headline"));
                return true;
            case JsonMember.Title:
                _title = JsonValues.Text(ref reader, "title");
                return true;
            case JsonMember.Subheadline:
                _draft.Subheadline = CleanText.Line(JsonValues.Text(ref reader, "subheadline"));
                return true;
            case JsonMember.Body:
                _body = JsonTexts.Paragraphs(ref reader, "body");
                return true;
            case JsonMember.Text:
                _text = JsonTexts.Paragraphs(ref reader, "text");
                return true;
            case JsonMember.Byline:
                _draft.Byline = CleanText.Line(JsonValues.Text(ref reader, "byline"));
                return true;
            case JsonMember.Dateline:
                _draft.Dateline = CleanText.Line(JsonValues.Text(ref reader, "dateline"));
                return true;
            case JsonMember.Language:
                _draft.Language = CleanText.LanguageTag(JsonValues.Text(ref reader, "language"));
                return true;
            case JsonMember.Url:
                _draft.Url = JsonValues.Text(ref reader, "url");
                return true;
            case JsonMember.Date:
                _date = JsonTexts.Date(ref reader, "date");
                return true;
            case JsonMember.Published:
                _published = JsonTexts.Date(ref reader, "published");
                return true;
            case JsonMember.Modified:
                _modified = JsonTexts.Date(ref reader, "modified");
                return true;
            case JsonMember.Retrieved:
                _retrieved = JsonTexts.Date(ref reader, "retrieved");
                return true;
            case JsonMember.IsAccessibleForFree:
                _draft.IsAccessibleForFree = JsonValues.Flag(ref reader, "isAccessibleForFree");
                return true;
            case JsonMember.Completeness:
                _draft.Completeness = JsonTexts.Extent(ref reader);
                return true;
            default:
                return false;
        }
    }

    private bool ReadNinjs(ref Utf8JsonReader reader, JsonMember member)
    {
        switch (member)
        {
            case JsonMember.AltIds:
                _altId = JsonTexts.AltId(ref reader, _draft);
                return true;
            case JsonMember.Headlines:
                _headlines = JsonTexts.ByRole(ref reader, "headlines");
                _draft.Subheadline ??= CleanText.Line(_headlines.Lesser);
                return true;
            case JsonMember.Bodies:
                _bodies = JsonTexts.ByRole(ref reader, "bodies");
                return true;
            case JsonMember.Descriptions:
                _description ??= JsonTexts.ByRole(ref reader, "descriptions").Best;
                return true;
            case JsonMember.BodyText:
                _text = JsonValues.Text(ref reader, "body_text");
                return true;
            case JsonMember.BodyHtml:
                _html = JsonValues.Text(ref reader, "body_html");
                return true;
            case JsonMember.Description:
                _description = JsonValues.Text(ref reader, "description");
                return true;
            case JsonMember.DescriptionHtml:
                _description ??= Html.HtmlText.Paragraphs(JsonValues.Text(ref reader, "description_html"));
                return true;
            case JsonMember.InfoSources:
                _infoSource = JsonNames.First(ref reader, "infosources");
                return true;
            case JsonMember.CopyrightHolder:
                _copyrightHolder = JsonValues.Text(ref reader, "copyrightholder");
                return true;
            case JsonMember.HeadlineOther:
                _headlineOther ??= JsonValues.Text(ref reader, "headline_…");
                return true;
            case JsonMember.BodyOther:
                _bodyOther ??= JsonValues.Text(ref reader, "body_…");
                return true;
            case JsonMember.DescriptionOther:
                _description ??= Other(JsonValues.Text(ref reader, "description_…"));
                return true;
            case JsonMember.Associations:
                JsonImages.ReadAssociations(ref reader, _draft.Images);
                return true;
            case JsonMember.Renditions:
                _renditionUrl = JsonImages.BestRendition(ref reader);
                return true;
            default:
                return false;
        }
    }

    private bool ReadStatus(ref Utf8JsonReader reader, JsonMember member)
    {
        switch (member)
        {
            case JsonMember.FirstCreated:
                _firstCreated = JsonValues.Text(ref reader, "firstcreated");
                return true;
            case JsonMember.VersionCreated:
                _versionCreated = JsonValues.Text(ref reader, "versioncreated");
                return true;
            case JsonMember.PubStatus:
                _status = JsonValues.Text(ref reader, "pubstatus");
                return true;
            case JsonMember.Embargoed:
                _embargo = JsonValues.Text(ref reader, "embargoed");
                return true;
            case JsonMember.ContentCreated:
                _contentCreated = JsonValues.Text(ref reader, "contentcreated");
                return true;
            case JsonMember.Type:
                _type = reader.TokenType == JsonTokenType.String ? JsonValues.Unescape(ref reader) : Skip(ref reader);
                return true;
            case JsonMember.Standard:
                Skip(ref reader);
                return true;
            default:
                return false;
        }
    }

    private static string? Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private void ReadList(ref Utf8JsonReader reader, JsonMember member)
    {
        switch (member)
        {
            case JsonMember.Source:
                _draft.Source = JsonNames.Source(ref reader);
                break;
            case JsonMember.Via:
                JsonNames.ReadCarriers(ref reader, _draft.Via);
                break;
            case JsonMember.Authors:
                JsonNames.ReadAll(ref reader, "authors", _draft.Authors);
                break;
            case JsonMember.Topics:
                JsonTopics.ReadAll(ref reader, _draft);
                break;
            case JsonMember.Keywords:
                JsonNames.ReadKeywords(ref reader, _draft.Keywords);
                break;
            case JsonMember.Names:
                JsonNames.ReadPeople(ref reader, _draft);
                break;
            case JsonMember.Places:
                JsonNames.ReadAll(ref reader, "places", _draft.Places);
                break;
            case JsonMember.Section:
                _draft.Section = CleanText.Line(JsonNames.First(ref reader, "section"));
                break;
            case JsonMember.Genre:
                _draft.Genre = CleanText.Line(JsonNames.First(ref reader, "genre"));
                break;
            default:
                JsonImages.ReadAll(ref reader, _draft.Images);
                break;
        }
    }
}
