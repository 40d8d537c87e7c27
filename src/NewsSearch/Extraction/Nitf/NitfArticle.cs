using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Nitf;

/// <summary>Reads one <c>nitf</c> element: what its head says of the article, and then the body.</summary>
internal static class NitfArticle
{
    public static WireOutcome Read(XElement nitf, ReadContext context)
    {
        var head = nitf.At("head");
        var data = head.At("docdata");
        var draft = new ArticleDraft
        {
            OwnId = data.At("doc-id").ValueOf("id-string") ?? nitf.ValueOf("uno"),
            Language = Language(nitf),
        };
        ReadRelease(data, draft, context);
        ReadMeta(head, draft);
        ReadPublication(head, data, draft);
        NitfTopics.Read(head, data, draft);
        NitfBody.Read(nitf, draft);
        draft.Source ??= Distributor(nitf);
        draft.Headline ??= head.At("title").Line();
        ReadDates(nitf, head, data, draft, context);
        return WireOutcome.Of(draft, context);
    }

    // Most items have a date of release, which is the one of publication; one behind that is an embargo.
    private static void ReadRelease(XElement? data, ArticleDraft draft, ReadContext context)
    {
        var status = data.ValueOf("management-status");
        var release = data.At("date.release").ValueOf("norm");
        var isEmbargo =
            IsEmbargoed(status)
            || DateReading.Instant(release) is not { } date
            || date > context.Retrieved
            || IsBehind(data.At("date.issue").ValueOf("norm"), date);
        WireDates.ReadRelease(draft, status, isEmbargo ? release : null);
    }

    // An issue of a day is all of that day.
    private static bool IsBehind(string? issue, DateTimeOffset date) =>
        issue is not null
        && DateReading.TryParse(issue, out var issued, out var precision)
        && date >= (precision == DatePrecision.Second ? issued.AddSeconds(1) : issued.AddDays(1));

    private static bool IsEmbargoed(string? status) => Publishability.Read(status) == PublicationStatus.Embargoed;

    // Persons whom the credit line does not name, and further names of the article.
    private static void ReadMeta(XElement? head, ArticleDraft draft)
    {
        foreach (var meta in head.All("meta"))
        {
            var values = meta.ValueOf("name") switch
            {
                "author" => draft.Authors,
                "identifier" => draft.OtherIds,
                _ => null,
            };
            if (meta.ValueOf("content") is { } content)
                values?.Add(content);
        }
    }

    private static void ReadPublication(XElement? head, XElement? data, ArticleDraft draft)
    {
        var publication = head.All("pubdata").ToList();
        var copyright = data.At("doc.copyright").ValueOf("holder");
        var named =
            copyright
            ?? publication.Select(p => p.ValueOf("name")).FirstOrDefault(n => n is not null)
            ?? data.At("doc-id").ValueOf("regsrc");
        draft.Source = named is null ? null : SourceId.FromName(named);
        draft.Section =
            publication.Select(p => p.ValueOf("position.section")).FirstOrDefault(s => s is not null)
            ?? head.At("tobject").ValueOf("tobject.type");
        draft.Url = publication
            .Select(p => p.ValueOf("ex-ref"))
            .FirstOrDefault(r => CanonicalUrl.Normalize(r) is not null);
    }

    private static ArticleSource? Distributor(XElement nitf)
    {
        var name = nitf.At("body", "body.head", "rights", "rights.owner").Line();
        name ??= nitf.At("body", "body.head", "distributor").Line();
        return name is null ? null : SourceId.FromName(name);
    }

    private static void ReadDates(
        XElement nitf,
        XElement? head,
        XElement? data,
        ArticleDraft draft,
        ReadContext context
    )
    {
        draft.Published = WireDates.Published(
            "nitf",
            draft.Present(context),
            data.At("date.issue").ValueOf("norm"),
            head.At("pubdata").ValueOf("date.publication"),
            draft.EmbargoedUntil is null ? data.At("date.release").ValueOf("norm") : null,
            nitf.At("body", "body.head", "dateline", "story.date").ValueOf("norm")
        );
        if (draft is { Published: null, EmbargoedUntil: { } release })
            draft.Published = new PublishedDate(release, DatePrecision.Second, "nitf");
        // change.date at the root is the date of the document type.
        var revision = head.All("revision-history").Select(r => r.ValueOf("norm")).LastOrDefault(n => n is not null);
        draft.Modified = WireDates.Modified(revision, draft.Published);
    }

    private static string? Language(XElement nitf) =>
        CleanText.LanguageTag(nitf.ValueOf("baselang"))
        ?? CleanText.LanguageTag(nitf.ValueOf("lang"))
        ?? CleanText.LanguageTag(nitf.At("body").ValueOf("lang"));
}
