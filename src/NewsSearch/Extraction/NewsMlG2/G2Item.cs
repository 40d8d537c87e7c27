using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;
using NewsSearch.Publishing;

namespace NewsSearch.Extraction.NewsMlG2;

/// <summary>Reads one item of NewsML-G2: its management, its metadata, its content.</summary>
internal static class G2Item
{
    public static WireOutcome Read(XElement item, ReadContext context)
    {
        var kind = item.Name.LocalName;
        if (kind is not ("newsItem" or "packageItem"))
            return WireOutcome.Reject(
                $"a {kind} carries {Carries(kind)}, no news. Send documents of newsItem, packageItem or newsMessage."
            );
        var management = item.At("itemMeta");
        var metadata = item.At("contentMeta");
        var draft = new ArticleDraft { OwnId = item.ValueOf("guid"), Url = item.ValueOf("guid") };
        draft.Source = Source(item, management, metadata);
        WireDates.ReadRelease(draft, Code(management.At("pubStatus")), management.At("embargoed").Line());
        G2Metadata.Read(item, draft);
        ReadLinks(management, draft);
        G2Content.Read(item, draft);
        draft.Headline ??= management.At("title").Line();
        ReadDates(management, metadata, draft, context);
        return kind == "packageItem" && !draft.IsItem
            ? WireOutcome.Reject("a package without text of its own. Send the items that it refers to.")
            : WireOutcome.Of(draft, context);
    }

    /// <summary>The code of a qcode (<c>stat:usable</c>) or of an address, without its scheme.</summary>
    public static string? Code(XElement? element)
    {
        var code = element.ValueOf("qcode") ?? element.ValueOf("uri") ?? element.ValueOf("literal");
        return code?[(code.LastIndexOfAny([':', '/', '#']) + 1)..] is { Length: > 0 } last ? last : null;
    }

    private static string Carries(string kind) =>
        kind switch
        {
            "planningItem" => "plans of coverage",
            "catalogItem" => "a catalog of schemes",
            _ => "concepts of a vocabulary",
        };

    // Who wrote it, then who owns it, then who provides it.
    private static ArticleSource? Source(XElement item, XElement? management, XElement? metadata)
    {
        var name =
            metadata.All("infoSource").Where(IsOrigin).Select(G2Metadata.Name).FirstOrDefault(n => n is not null)
            ?? G2Metadata.Name(item.At("rightsInfo", "copyrightHolder"))
            ?? G2Metadata.Name(management.At("provider"))
            ?? item.At("rightsInfo", "copyrightHolder").ValueOf("literal")
            ?? Provider(management.At("provider"));
        return name is null ? null : SourceId.FromName(name);
    }

    private static void ReadLinks(XElement? management, ArticleDraft draft)
    {
        foreach (var link in management.All("link"))
        {
            var relation = link.ValueOf("reluri");
            if (relation == NewsMlG2Writer.PublishedAt)
                draft.Url = link.ValueOf("href");
            else if (relation == NewsMlG2Writer.OtherIdentifier && link.ValueOf("residref") is { } id)
                draft.OtherIds.Add(id);
        }
    }

    // A person who was interviewed is a source of information too.
    private static bool IsOrigin(XElement source) =>
        source.ValueOf("role") is not { } role || role.Contains("orig", StringComparison.OrdinalIgnoreCase);

    // "nprov:AFP" is a code of the party, "web:www.agency.example" and an address name its site.
    private static string? Provider(XElement? provider)
    {
        var code = provider.ValueOf("qcode") ?? provider.ValueOf("literal");
        var name =
            code is not null ? code[(code.IndexOf(':') + 1)..]
            : Uri.TryCreate(provider.ValueOf("uri"), UriKind.Absolute, out var address) ? address.Host
            : "";
        if (name.StartsWith("www.", StringComparison.Ordinal))
            name = name[4..];
        return name.Length == 0 ? null : name;
    }

    private static void ReadDates(XElement? management, XElement? metadata, ArticleDraft draft, ReadContext context)
    {
        // What this archive handed out has the dates of the publisher in its metadata; the version is the archive's.
        var isOwn = management.At("provider").ValueOf("literal") == NewsMlG2Writer.Provider;
        var version = isOwn ? null : management.At("versionCreated").Line();
        // Of a picture it is the moment when it was taken.
        var isText = Code(management.At("itemClass")) is null or "text" or "composite";
        draft.Published = WireDates.Published(
            "newsml-g2",
            draft.Present(context),
            management.At("firstCreated").Line(),
            isText ? metadata.At("contentCreated").Line() : null,
            version
        );
        draft.Modified =
            WireDates.Modified(metadata.At("contentModified").Line(), draft.Published)
            ?? WireDates.Modified(version, draft.Published);
    }
}
