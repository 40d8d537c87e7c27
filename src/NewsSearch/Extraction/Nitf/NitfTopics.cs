using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Nitf;

/// <summary>What an article of NITF is about: subjects, genre, places, names, keywords.</summary>
internal static class NitfTopics
{
    public static void Read(XElement? head, XElement? data, ArticleDraft draft)
    {
        draft.Genre = head.At("tobject", "tobject.property").ValueOf("tobject.property.type");
        foreach (var subject in head.At("tobject").All("tobject.subject"))
            Add(Subject(subject), draft);
        foreach (var keyword in data.At("key-list").All("keyword"))
            Add(keyword.ValueOf("key") ?? keyword.Line(), draft.Keywords);
        foreach (var place in data.All("evloc"))
            Add(Place(place), draft.Places);
        foreach (var named in data.All("identified-content").Concat(head.All("identified-content")).Elements())
            AddIdentified(named, draft);
    }

    private static Topic? Subject(XElement subject)
    {
        var name =
            subject.ValueOf("tobject.subject.detail")
            ?? subject.ValueOf("tobject.subject.matter")
            ?? subject.ValueOf("tobject.subject.type");
        var code = subject.ValueOf("tobject.subject.refnum");
        return WireTopics.Of(code, name ?? subject.ValueOf("tobject.subject.code"), Scheme(subject, code));
    }

    // Eight digits are a subject code unless the subject names its provider.
    private static string? Scheme(XElement subject, string? code) =>
        subject.ValueOf("tobject.subject.ipr") is { } provider
        && !provider.Equals("IPTC", StringComparison.OrdinalIgnoreCase)
        && code?.Contains(':') == false
            ? SourceId.Slug(provider)
            : null;

    private static void AddIdentified(XElement named, ArticleDraft draft)
    {
        var text = named.ValueOf("value") ?? named.Line();
        switch (named.Name.LocalName)
        {
            case "location":
                Add(named.Line() ?? named.ValueOf("location-code"), draft.Places);
                break;
            case "person" or "org" or "event" or "object.title" or "function":
                Add(named.Line() ?? text, draft.Keywords);
                break;
            case "classifier" when text is not null:
                var topic = WireTopics.Of(text, named.Line() == text ? null : named.Line());
                if (topic is { Scheme: "medtop" or "subj" })
                    draft.Topics.Add(topic);
                else
                    draft.Keywords.Add(text);
                break;
        }
    }

    private static string? Place(XElement place) =>
        place.Line()
        ?? place.ValueOf("city")
        ?? place.ValueOf("county-dist")
        ?? place.ValueOf("state-prov")
        ?? place.ValueOf("iso-cc");

    private static void Add(Topic? topic, ArticleDraft draft)
    {
        if (topic is not null)
            draft.Topics.Add(topic);
    }

    private static void Add(string? value, List<string> values)
    {
        if (value is not null)
            values.Add(value);
    }
}
