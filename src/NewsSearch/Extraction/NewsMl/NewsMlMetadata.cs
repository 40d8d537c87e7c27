using System.Xml.Linq;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMl;

/// <summary>Reads the descriptive metadata of all components: language, genre, subjects, places, keywords, creators.</summary>
internal static class NewsMlMetadata
{
    private static readonly string[] Subjects = ["Subject", "SubjectMatter", "SubjectDetail"];

    public static void Read(XElement item, ArticleDraft draft)
    {
        foreach (var described in item.Below("DescriptiveMetadata"))
        {
            draft.Language ??= CleanText.LanguageTag(described.At("Language").ValueOf("FormalName"));
            draft.Genre ??= described.At("Genre").ValueOf("FormalName");
            foreach (var code in described.All("SubjectCode"))
                AddSubjects(code, draft);
            foreach (var place in described.All("Location"))
                AddPlace(place, draft);
        }
        foreach (var property in item.Below("Property"))
        {
            var kind = property.ValueOf("FormalName");
            if (kind?.Contains("Keyword", StringComparison.OrdinalIgnoreCase) == true)
                Add(property.ValueOf("Value"), draft.Keywords);
        }
        // The creator is free text: "Jane Doe with Omar Ali in Geneva".
        draft.Byline ??= NewsMlItem.Party(item, "Creator");
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(Bylines.Authors(draft.Byline));
    }

    private static void AddSubjects(XElement code, ArticleDraft draft)
    {
        foreach (var subject in code.Elements().Where(e => Subjects.Contains(e.Name.LocalName)))
        {
            var scheme = subject.ValueOf("Scheme");
            var isIptc = scheme is null || scheme.StartsWith("Iptc", StringComparison.OrdinalIgnoreCase);
            if (WireTopics.Of(subject.ValueOf("FormalName"), null, isIptc ? null : scheme) is { } topic)
                draft.Topics.Add(topic);
        }
    }

    private static void AddPlace(XElement place, ArticleDraft draft)
    {
        var name = Property(place, "City") ?? Property(place, "CountryArea") ?? Property(place, "Country");
        // Where it was written is the dateline, not what it is about.
        if (place.ValueOf("HowPresent") is "Origin")
            draft.Dateline ??= name;
        else
            Add(name, draft.Places);
    }

    private static string? Property(XElement place, string name) =>
        place.All("Property").FirstOrDefault(p => p.ValueOf("FormalName") == name).ValueOf("Value");

    private static void Add(string? value, List<string> values)
    {
        if (value is not null)
            values.Add(value);
    }
}
