using System.Text.RegularExpressions;
using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMl;

/// <summary>Reads one <c>NewsItem</c> of NewsML 1: identification, management, then its components.</summary>
internal static partial class NewsMlItem
{
    public static WireOutcome Read(XElement item, ReadContext context)
    {
        var management = item.At("NewsManagement");
        var status = management.At("Status").ValueOf("FormalName");
        if (item.At("NewsComponent") is null && Publishability.Read(status) is null or PublicationStatus.Usable)
            return WireOutcome.Reject("no NewsComponent, so it carries no news. Send the whole item.");
        var draft = new ArticleDraft
        {
            OwnId = Identifier(item.At("Identification")),
            Language = CleanText.LanguageTag(item.ValueOf("lang")),
        };
        WireDates.ReadRelease(draft, status, Release(management, status));
        NewsMlContent.Read(item, draft);
        NewsMlMetadata.Read(item, draft);
        draft.Source = Source(item);
        draft.Published = WireDates.Published(
            "newsml",
            draft.Present(context),
            management.At("FirstCreated").Line(),
            management.At("ThisRevisionCreated").Line(),
            item.At("Identification", "NewsIdentifier", "DateId").Line()
        );
        draft.Modified = WireDates.Modified(management.At("ThisRevisionCreated").Line(), draft.Published);
        return WireOutcome.Of(draft, context);
    }

    // What will change of a usable item is no embargo.
    private static string? Release(XElement? management, string? status)
    {
        var change = management.At("StatusWillChange");
        var future = change.At("FutureStatus").ValueOf("FormalName");
        return
            Publishability.Read(status) == PublicationStatus.Embargoed
            && Publishability.Read(future) is null or PublicationStatus.Usable
            ? change.At("DateAndTime").Line()
            : null;
    }

    /// <summary>The identifier without the revision: all revisions are one article.</summary>
    private static string? Identifier(XElement? identification)
    {
        var parts = identification.At("NewsIdentifier");
        var provider = parts.At("ProviderId").Line();
        var date = parts.At("DateId").Line();
        var id = parts.At("NewsItemId").Line();
        if (provider is not null && date is not null && id is not null)
            return $"urn:newsml:{provider}:{date}:{id}";
        var whole = parts.At("PublicIdentifier").Line();
        return whole is null ? id : Revision().Replace(whole, "");
    }

    private static ArticleSource? Source(XElement item)
    {
        var name =
            Party(item, "Provider")
            ?? item.Below("CopyrightHolder")
                .Select(h => h.At("Party").ValueOf("FormalName") ?? h.Line())
                .FirstOrDefault()
            ?? item.Below("CopyrightLine").Select(Holder).FirstOrDefault(h => h is not null)
            ?? Party(item, "Source")
            ?? item.At("Identification", "NewsIdentifier", "ProviderId").Line();
        return name is null ? null : SourceId.FromName(name);
    }

    /// <summary>The name of the first party in this role, of the item and not of a picture in it.</summary>
    public static string? Party(XElement item, string role) =>
        item.Below("AdministrativeMetadata")
            .All(role)
            .All("Party")
            .Select(p => p.ValueOf("FormalName"))
            .FirstOrDefault();

    // "Copyright Business Wire 2013", "© 2013 Example News. All rights reserved."
    private static string? Holder(XElement line)
    {
        var match = line.Line() is { Length: <= 200 } text ? Copyright().Match(text) : Match.Empty;
        return match.Success ? CleanText.Line(match.Groups["holder"].Value.Trim(' ', '.', ',')) : null;
    }

    private static IEnumerable<XElement> All(this IEnumerable<XElement> parents, string name) =>
        parents.SelectMany(p => WireElements.All(p, name));

    [GeneratedRegex(@":\d+[A-Z]?$")]
    private static partial Regex Revision();

    [GeneratedRegex(
        @"^(?:(?:copyright|\(c\)|©)[\s:]*)+(?:\d{4}(?:\s*-\s*\d{2,4})?[\s,]*)?(?:by\s+)?(?<holder>[^.]*?)(?:[\s,]*\d{4})?(?:\.|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Copyright();
}
