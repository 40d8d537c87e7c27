using System.Globalization;
using System.Xml.Linq;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Wire;

/// <summary>Pictures within the text: NITF <c>media</c> and XHTML <c>img</c>.</summary>
internal static class WirePictures
{
    public static IEnumerable<ArticleImage> Within(XElement text)
    {
        foreach (var element in text.Descendants())
        {
            if (element.Name.LocalName == "media" && element.ValueOf("media-type") is null or "image")
            {
                if (Media(element) is { } picture)
                    yield return picture;
            }
            else if (element.Name.LocalName == "img" && Img(element) is { } image)
                yield return image;
        }
    }

    /// <summary>The picture with this caption; the credit is read from the caption where none is given.</summary>
    public static ArticleImage? Picture(string? address, string? caption, string? credit)
    {
        var url = CanonicalUrl.Normalize(address);
        if (url is null && caption is null && credit is null)
            return null;
        return credit is null && caption is not null
            ? ImageCredit.Image(url, caption)
            : new ArticleImage(url, caption, credit);
    }

    /// <summary>The address of the widest of several renditions of one picture.</summary>
    public static string? Widest(IEnumerable<(string? Address, string? Width)> renditions) =>
        renditions
            .Where(r => CanonicalUrl.Normalize(r.Address) is not null)
            .OrderByDescending(r =>
                int.TryParse(r.Width, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0
            )
            .FirstOrDefault()
            .Address;

    private static ArticleImage? Media(XElement media)
    {
        if (media.Name.LocalName != "media")
            return null;
        var address = Widest(media.All("media-reference").Select(r => (r.ValueOf("source"), r.ValueOf("width"))));
        return Picture(
            address,
            CleanText.Line(WireBlocks.Paragraphs(media.All("media-caption"))),
            media.At("media-producer").Line()
        );
    }

    private static ArticleImage? Img(XElement img)
    {
        var figure = img.Ancestors().FirstOrDefault(a => a.Name.LocalName == "figure");
        var caption = figure.Below("figcaption").FirstOrDefault().Line() ?? img.ValueOf("alt");
        var credit = figure
            ?.Descendants()
            .FirstOrDefault(e => e.ValueOf("class") is "byline" or "credit" or "photographer")
            .Line();
        return CanonicalUrl.Normalize(img.ValueOf("src")) is null ? null : Picture(img.ValueOf("src"), caption, credit);
    }
}
