using AngleSharp.Html.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>
/// Notes where each value of a page was read, by what says the same: a value is often said in several places, and the
/// best of them is named.
/// </summary>
internal static class FieldEvidence
{
    private static readonly string[] HeadlineNames = ["og:title", "twitter:title", "dc.title", "headline", "title"];
    private static readonly string[] SectionNames = ["article:section", "parsely-section", "section"];
    private static readonly string[] AuthorNames = ["author", "article:author", "dc.creator"];
    private static readonly string[] ModifiedNames = ["article:modified_time", "og:updated_time", "last-modified"];

    public static void Note(ArticleDraft draft, IHtmlDocument document, JsonLd? data, Microdata? marked, MetaTags meta)
    {
        Set("headline", draft.Headline, "headline", HeadlineNames);
        Set("section", draft.Section, "articleSection", SectionNames);
        Set("authors", draft.Authors.FirstOrDefault(), "author", AuthorNames);
        Set("source", draft.Source?.Name, "publisher", ["og:site_name"]);
        if (draft.Byline is not null)
            draft.Evidence["byline"] = "markup";
        if (draft.Modified is not null)
            draft.Evidence["modified"] =
                data?.Text("dateModified") is not null ? "json-ld"
                : meta.First(ModifiedNames) is not null ? "meta"
                : "microdata";
        if (draft.Language is not null)
            draft.Evidence["language"] =
                data?.Text("inLanguage") is not null ? "json-ld"
                : marked?.Text("inLanguage") is not null ? "microdata"
                : document.DocumentElement?.HasAttribute("lang") == true ? "markup"
                : "meta";

        void Set(string field, string? value, string property, string[] names)
        {
            if (value is null)
                return;
            draft.Evidence[field] =
                data?.List(property).Contains(value) == true ? "json-ld"
                : names.Any(n => meta.All(n).Contains(value)) ? "meta"
                : marked?.List(property).Contains(value) == true ? "microdata"
                : "markup";
        }
    }
}
