using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMlG2;

/// <summary>Reads <c>contentMeta</c>: headline, credits, places, subjects.</summary>
internal static class G2Metadata
{
    public static void Read(XElement item, ArticleDraft draft)
    {
        var metadata = item.At("contentMeta");
        draft.Headline = Preferred(metadata, "headline", "subheadline", "sub", "kicker");
        draft.Subheadline = metadata.All("headline").FirstOrDefault(h => HasRole(h, "subheadline", "sub")).Line();
        draft.Byline = metadata.At("by").Line();
        draft.Dateline = Datelines.Place(metadata.At("dateline").Line()) ?? Name(metadata.At("located"));
        draft.Genre = metadata.All("genre").Select(g => Name(g) ?? G2Item.Code(g)).FirstOrDefault(g => g is not null);
        draft.Language =
            CleanText.LanguageTag(metadata.At("language").ValueOf("tag"))
            ?? CleanText.LanguageTag(item.ValueOf("lang"));
        foreach (var creator in metadata.All("creator"))
        {
            if (
                creator.ValueOf("type")?.EndsWith("organisation", StringComparison.Ordinal) != true
                && Name(creator) is { } name
                && (draft.Byline is null || IsPerson(creator) || Bylines.LooksLikePerson(name))
            )
                draft.Authors.Add(name);
        }
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(Bylines.Authors(draft.Byline));
        // A credit line that is there and empty says that none was printed.
        if (metadata.At("by") is null && draft.Authors.Count > 0)
            draft.Byline ??= string.Join(", ", draft.Authors);
        foreach (var keyword in metadata.All("keyword"))
        {
            if (HasRole(keyword, "section"))
                draft.Section ??= keyword.Line();
            else if (keyword.Line() is { } word)
                draft.Keywords.Add(word);
        }
        G2Subjects.Read(item, draft);
    }

    private static bool IsPerson(XElement creator) =>
        creator.ValueOf("type")?.EndsWith("person", StringComparison.Ordinal) == true;

    /// <summary>The name of a party or a concept: in the language of the item, else in English, else the first.</summary>
    public static string? Name(XElement? concept)
    {
        var names = concept.All("name").ToList();
        if (names.Count < 2)
            return names.FirstOrDefault().Line();
        var language = concept!.AncestorsAndSelf().Select(a => a.ValueOf("lang")).FirstOrDefault(l => l is not null);
        return (In(names, language) ?? In(names, "en") ?? names[0]).Line();
    }

    /// <summary>The first text of this name that has none of these roles.</summary>
    public static string? Preferred(XElement? metadata, string name, params string[] lesser) =>
        metadata.All(name).FirstOrDefault(e => !HasRole(e, lesser)).Line();

    private static bool HasRole(XElement element, params string[] roles) =>
        element.ValueOf("role") is { } role
        && roles.Any(r => role.EndsWith(":" + r, StringComparison.OrdinalIgnoreCase));

    private static XElement? In(List<XElement> names, string? language) =>
        language is null
            ? null
            : names.Find(n =>
                n.ValueOf("lang") is { } tag
                && tag.Split('-')[0].Equals(language.Split('-')[0], StringComparison.OrdinalIgnoreCase)
            );
}
