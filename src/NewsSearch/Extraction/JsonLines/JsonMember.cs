using System.Collections.Frozen;
using System.Text.Json;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>The members that an article in JSON may have: contract names, short forms, schema.org and ninjs names.</summary>
internal enum JsonMember
{
    Unknown,
    Id,
    Uri,
    AltIds,
    Source,
    InfoSources,
    CopyrightHolder,
    Via,
    Headline,
    Title,
    Headlines,
    Subheadline,
    Body,
    Text,
    BodyText,
    BodyHtml,
    Bodies,
    Description,
    DescriptionHtml,
    Descriptions,
    Byline,
    Authors,
    Dateline,
    Section,
    Genre,
    Language,
    Topics,
    Keywords,
    Places,
    Names,
    Images,
    Associations,
    Renditions,
    Published,
    Date,
    FirstCreated,
    VersionCreated,
    Modified,
    Retrieved,
    Url,
    IsAccessibleForFree,
    Completeness,
    PubStatus,
    Standard,
    Type,
    Embargoed,
    ContentCreated,
    HeadlineOther,
    BodyOther,
    DescriptionOther,
}

internal static class JsonMembers
{
    private const int LongestName = 32;

    // Case-insensitive, because ninjs 1.x and 2.x write versioncreated where 3.x writes versionCreated.
    private static readonly FrozenDictionary<string, JsonMember> Names = new Dictionary<string, JsonMember>
    {
        ["id"] = JsonMember.Id,
        ["uri"] = JsonMember.Uri,
        ["altids"] = JsonMember.AltIds,
        ["source"] = JsonMember.Source,
        ["publisher"] = JsonMember.Source,
        ["infosource"] = JsonMember.InfoSources,
        ["infosources"] = JsonMember.InfoSources,
        ["copyrightholder"] = JsonMember.CopyrightHolder,
        ["via"] = JsonMember.Via,
        ["headline"] = JsonMember.Headline,
        ["title"] = JsonMember.Title,
        ["headlines"] = JsonMember.Headlines,
        ["subheadline"] = JsonMember.Subheadline,
        ["body"] = JsonMember.Body,
        ["text"] = JsonMember.Text,
        ["articlebody"] = JsonMember.Text,
        ["body_text"] = JsonMember.BodyText,
        ["body_html"] = JsonMember.BodyHtml,
        ["body_xhtml"] = JsonMember.BodyHtml,
        ["bodies"] = JsonMember.Bodies,
        ["description"] = JsonMember.Description,
        ["description_text"] = JsonMember.Description,
        ["description_html"] = JsonMember.DescriptionHtml,
        ["description_xhtml"] = JsonMember.DescriptionHtml,
        ["descriptions"] = JsonMember.Descriptions,
        ["byline"] = JsonMember.Byline,
        ["by"] = JsonMember.Byline,
        ["authors"] = JsonMember.Authors,
        ["author"] = JsonMember.Authors,
        ["dateline"] = JsonMember.Dateline,
        ["located"] = JsonMember.Dateline,
        ["section"] = JsonMember.Section,
        ["articlesection"] = JsonMember.Section,
        ["genre"] = JsonMember.Genre,
        ["genres"] = JsonMember.Genre,
        ["language"] = JsonMember.Language,
        ["lang"] = JsonMember.Language,
        ["inlanguage"] = JsonMember.Language,
        ["topics"] = JsonMember.Topics,
        ["topic"] = JsonMember.Topics,
        ["subject"] = JsonMember.Topics,
        ["subjects"] = JsonMember.Topics,
        ["keywords"] = JsonMember.Keywords,
        ["place"] = JsonMember.Places,
        ["places"] = JsonMember.Places,
        ["person"] = JsonMember.Names,
        ["people"] = JsonMember.Names,
        ["organisation"] = JsonMember.Names,
        ["organisations"] = JsonMember.Names,
        ["images"] = JsonMember.Images,
        ["image"] = JsonMember.Images,
        ["associations"] = JsonMember.Associations,
        ["renditions"] = JsonMember.Renditions,
        ["published"] = JsonMember.Published,
        ["datepublished"] = JsonMember.Published,
        ["date"] = JsonMember.Date,
        ["firstcreated"] = JsonMember.FirstCreated,
        ["versioncreated"] = JsonMember.VersionCreated,
        ["modified"] = JsonMember.Modified,
        ["datemodified"] = JsonMember.Modified,
        ["retrieved"] = JsonMember.Retrieved,
        ["url"] = JsonMember.Url,
        ["isaccessibleforfree"] = JsonMember.IsAccessibleForFree,
        ["completeness"] = JsonMember.Completeness,
        ["textcompleteness"] = JsonMember.Completeness,
        ["pubstatus"] = JsonMember.PubStatus,
        ["$standard"] = JsonMember.Standard,
        ["standard"] = JsonMember.Standard,
        ["type"] = JsonMember.Type,
        ["embargoed"] = JsonMember.Embargoed,
        ["embargoeduntil"] = JsonMember.Embargoed,
        ["contentcreated"] = JsonMember.ContentCreated,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, JsonMember>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The member that a property name means.</summary>
    public static JsonMember Find(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[LongestName];
        if (!TryLower(ref reader, name, out var length))
            return JsonMember.Unknown;
        if (Lookup.TryGetValue(name[..length], out var member))
            return member;
        // ninjs 1.x allows any member that begins like these.
        var known = name[..length];
        return known.StartsWith("body_") ? JsonMember.BodyOther
            : known.StartsWith("headline_") ? JsonMember.HeadlineOther
            : known.StartsWith("description_") ? JsonMember.DescriptionOther
            : JsonMember.Unknown;
    }

    /// <summary>The property name in lower case; false when it is too long, escaped or not ASCII.</summary>
    public static bool TryLower(scoped ref Utf8JsonReader reader, scoped Span<char> name, out int length)
    {
        var bytes = reader.ValueSpan;
        length = bytes.Length;
        if (bytes.Length > name.Length || reader.ValueIsEscaped)
            return false;
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = (char)bytes[i];
            if (c > 127)
                return false;
            name[i] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }
        return true;
    }
}
