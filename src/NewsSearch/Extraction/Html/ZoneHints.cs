using System.Collections.Frozen;
using AngleSharp.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>What the name, class, id, role and microdata of an element say about its content; no site is named here.</summary>
internal static class ZoneHints
{
    private static readonly FrozenSet<string> AsideTags = Words(
        "nav footer aside figure figcaption form fieldset dialog menu"
    );

    private static readonly FrozenSet<string> AsideWords = Words(
        "ad ads advert advertisement advertising adslot adunit sponsor sponsored promo promotion "
            + "promobox author authors byline bylines bio biography contributor contributors breadcrumb "
            + "breadcrumbs nav navbar navigation menu pager pagination paging toolbar tabs caption captions "
            + "credit credits copyright gallery slideshow carousel slider lightbox thumbnail figure comment "
            + "comments discussion replies respond feedback cookie cookies consent gdpr modal popup overlay "
            + "tooltip dialog date dateline timestamp pubdate published updated footer footnote foot masthead "
            + "hidden invisible offscreen newsletter newsletters subscribe subscription signup login register "
            + "registration paywall related recirc recirculation recommended recommendation recommendations "
            + "popular trending trend trends mostread readmore teaser teasers upnext seealso suggested recent "
            + "latest share sharing sharebar social socials follow follows sidebar rail widget "
            + "widgets banner tag tags topics taxonomy categories category keywords labels meta metadata print "
            + "rating ratings poll survey quiz video player audio infobox factbox disclaimer correction toc"
    );

    private static readonly FrozenSet<string> UnseenWords = Words(
        "hidden invisible offscreen tooltip rollover hovercard popup popover caption credit sr"
    );

    private static readonly string[] BodyNames =
    [
        "articlebody",
        "storybody",
        "entrycontent",
        "postcontent",
        "postbody",
        "articlecontent",
        "storycontent",
        "articletext",
        "storytext",
        "bodytext",
        "contentbody",
        "bodycontent",
        "textcontent",
        "newsbody",
    ];

    private const int LongestNames = 400;
    private const int MostWords = 4;

    public static ZoneKind Of(IElement element)
    {
        var tag = element.LocalName;
        if (AsideTags.Contains(tag) || IsHidden(element))
            return ZoneKind.Aside;
        if (tag is "body" or "html" or "main" or "table" or "tbody" or "thead" or "tr" or "td" or "th")
            return ZoneKind.Plain;
        if (element.GetAttribute("itemprop")?.Contains("articleBody", StringComparison.OrdinalIgnoreCase) == true)
            return ZoneKind.Body;
        if (
            element.GetAttribute("role") is { } role
            && role
                is "navigation"
                    or "complementary"
                    or "contentinfo"
                    or "banner"
                    or "search"
                    or "dialog"
                    or "alertdialog"
                    or "menu"
        )
            return ZoneKind.Aside;
        var name = element.ClassName;
        var id = element.Id;
        if (tag == "article" || IsBody(name) || IsBody(id))
            return ZoneKind.Named;
        return (IsAside(name) || IsAside(id)) ? ZoneKind.Aside : ZoneKind.Plain;
    }

    /// <summary>True for a word or phrase of a paragraph that a reader of the page doesn't see in it.</summary>
    public static bool IsUnseen(IElement element) =>
        IsHidden(element) || HasWord(element.ClassName, UnseenWords) || element.GetAttribute("role") == "tooltip";

    private static FrozenSet<string> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || element.GetAttribute("aria-hidden") == "true"
        || element.GetAttribute("style") is { } style
            && style.Replace(" ", "", StringComparison.Ordinal) is var rules
            && (
                rules.Contains("display:none", StringComparison.OrdinalIgnoreCase)
                || rules.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)
            );

    private static bool IsBody(string? names)
    {
        if (string.IsNullOrEmpty(names))
            return false;
        foreach (var part in names.Split(' '))
        {
            var name = part.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
            foreach (var known in BodyNames)
            {
                if (name.EndsWith(known, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }

    // Words of class="articleShare-bar share_tools": article, Share, bar, share, tools.
    private static bool IsAside(string? names) => HasWord(names, AsideWords);

    private static bool HasWord(string? names, FrozenSet<string> words)
    {
        if (string.IsNullOrEmpty(names))
            return false;
        foreach (var name in names.AsSpan(0, Math.Min(names.Length, LongestNames)).Split(' '))
        {
            if (HasWord(names.AsSpan()[name], words))
                return true;
        }
        return false;
    }

    // articleShare-bar: article, Share, bar. A name of many words was made from a heading and says nothing.
    private static bool HasWord(ReadOnlySpan<char> name, FrozenSet<string> words)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var (start, count, found) = (0, 0, false);
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsAsciiLetter(name[i]);
            var isHump =
                !isEnd && i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if (!isEnd && !isHump)
                continue;
            if (i > start)
            {
                count++;
                found |= lookup.Contains(name[start..i]);
            }
            start = isHump ? i : i + 1;
        }
        return found && count <= MostWords;
    }
}
