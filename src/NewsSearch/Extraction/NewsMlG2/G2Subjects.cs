using System.Xml.Linq;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMlG2;

/// <summary>Subjects of NewsML-G2: what they are about by their type; names may stand in <c>assert</c> elements.</summary>
internal static class G2Subjects
{
    public static void Read(XElement item, ArticleDraft draft)
    {
        var asserted = Asserted(item);
        foreach (var subject in item.At("contentMeta").All("subject"))
        {
            var main = subject.At("mainConcept") ?? subject;
            var name = G2Metadata.Name(main) ?? Keys(main).Select(asserted.GetValueOrDefault).FirstOrDefault();
            Add(main, subject.ValueOf("type"), name, draft);
            foreach (var facet in subject.All("facetConcept"))
            {
                if (G2Metadata.Name(facet) is { } narrower)
                    draft.Keywords.Add(narrower);
            }
        }
    }

    private static void Add(XElement subject, string? type, string? name, ArticleDraft draft)
    {
        var kind = type is null ? null : type[(type.LastIndexOfAny([':', '/']) + 1)..];
        switch (kind)
        {
            case "geoArea" or "poi" or "city" or "country" or "statprov":
                if ((name ?? Broader(subject)) is { } place)
                    draft.Places.Add(place);
                break;
            case "person" or "organisation" or "event" or "object" or "team":
                if (name is not null)
                    draft.Keywords.Add(name);
                break;
            default:
                var code = subject.ValueOf("qcode") ?? subject.ValueOf("uri");
                // A literal is an identifier within the item only, unless nothing else is there.
                if (WireTopics.Of(code, name ?? (code is null ? subject.ValueOf("literal") : null)) is { } topic)
                    draft.Topics.Add(topic);
                break;
        }
    }

    private static string? Broader(XElement subject) =>
        subject.All("broader").Select(G2Metadata.Name).FirstOrDefault(n => n is not null);

    private static Dictionary<string, string> Asserted(XElement item)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assert in item.All("assert"))
        {
            if (G2Metadata.Name(assert) is not { } name)
                continue;
            foreach (var key in Keys(assert))
                names.TryAdd(key, name);
        }
        return names;
    }

    private static IEnumerable<string> Keys(XElement concept) =>
        new[] { concept.ValueOf("qcode"), concept.ValueOf("uri"), concept.ValueOf("literal") }.OfType<string>();
}
