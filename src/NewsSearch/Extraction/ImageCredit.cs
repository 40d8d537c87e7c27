using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>Tells the credit of a picture from its caption.</summary>
public static partial class ImageCredit
{
    private static readonly Func<Regex>[] Patterns =
    [
        Bracketed,
        Labelled,
        AgencySlash,
        NameSlashAgency,
        TrailingAgency,
    ];

    /// <summary>Caption and credit of a line under a picture; the credit is null when there is none to see.</summary>
    public static (string? Caption, string? Credit) Split(string text)
    {
        var line = CleanText.Line(text) ?? "";
        foreach (var pattern in Patterns)
        {
            if (pattern().Match(line) is { Success: true } match)
                return (
                    CleanText.Line(match.Groups["caption"].Value.TrimEnd(' ', '|', '-', '–', '—', '/', ',', '(', '[')),
                    CleanText.Line(match.Groups["credit"].Value.Trim(' ', '(', ')', '[', ']', '.'))
                );
        }
        return (CleanText.Line(line), null);
    }

    /// <summary>The image that a caption line speaks of.</summary>
    public static ArticleImage Image(string? url, string text)
    {
        var (caption, credit) = Split(text);
        return new ArticleImage(url, caption, credit);
    }

    // "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]", "(Photo by Jane Doe / AFP)"
    [GeneratedRegex(
        @"^(?<caption>.*?)\s*[(\[](?<credit>[^()\[\]]*(?:\b(?:AP|AFP|EPA|DPA|dpa|UPI|ANSA|TASS|Xinhua|PA|Photo|Photos|Foto|Fotos|Photographie|Bild|Image|Images|Courtesy|Handout|Reuters|REUTERS|Getty|Shutterstock|Bloomberg|Imago|IMAGO|NurPhoto|Anadolu|EFE|Belga|ANP|Keystone)\b|/)[^()\[\]]*)[)\]]\.?$"
    )]
    private static partial Regex Bracketed();

    // "Photo: Jane Doe", "Photograph: Jane Doe/AP", "Crédit photo : X", "Bild: dpa", "© X"
    [GeneratedRegex(
        @"^(?<caption>.*?)(?:^|[\s|.–—\-(\[])(?:(?:Photo(?:graph|graphs|graphy|graphie|s)?|Picture|Image|Foto(?:grafie|graf|s)?|Fotografía|Bild(?:er)?|Crédit(?:s)?(?:[ ]photo)?|Credit(?:s)?|Créditos|Crédito|Image[ ]credit|Photo[ ]credit|Illustration|Immagine|Imagen|Imagem|صورة|Фото|写真|图片|摄影)\s*(?:[:：]|\bby\b)|©|ⓒ|\(c\))\s*(?<credit>\S.{0,118})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Labelled();

    // "… REUTERS/Azad Lashkari", "… AFP/Jane Doe", "AP Photo/Jane Doe"
    [GeneratedRegex(
        @"^(?<caption>.*?)(?:^|\s)(?<credit>(?:REUTERS|Reuters|AFP|AP|AP[ ]Photo|AP[ ]Images|EPA|EPA-EFE|EFE|dpa|DPA|UPI|PA|Xinhua|ANSA|TASS|Bloomberg|Getty[ ]Images|Getty|picture[ ]alliance|IMAGO|imago|NurPhoto|Anadolu|Shutterstock|Alamy|ANP|Belga|Keystone|SIPA|Sipa|SPA|Kyodo|Yonhap|PTI|ANI|WAM|MAXPPP)\s?/\s?\S.{0,80})$"
    )]
    private static partial Regex AgencySlash();

    // "… Jane Doe/Reuters", "… Jane Doe / AFP via Getty Images"
    [GeneratedRegex(
        @"^(?<caption>.*?)(?:^|\s)(?<credit>(?:\p{Lu}[\p{L}.'’\-]*\s){0,3}\p{Lu}[\p{L}.'’\-]*\s?/\s?(?:\p{Lu}[\p{L}.\-]*|dpa|imago)(?:[ /](?:\p{Lu}[\p{L}.\-]*|via|dpa)){0,5})\.?$"
    )]
    private static partial Regex NameSlashAgency();

    // "… Getty Images", "… . AFP"
    [GeneratedRegex(
        @"^(?<caption>.*?)(?:^|[.!?…»”""]\s+|\s[–—|\-]\s|\s(?=Getty Images|Getty\b|Shutterstock|AFP via|AP Photo))(?<credit>(?:(?:\p{Lu}[\p{L}.'’\-]*\s){0,3})(?:REUTERS|Reuters|AFP|AP|AP Photo|EPA|EPA-EFE|EFE|dpa|DPA|Getty Images|Getty|Shutterstock|Xinhua|ANSA|TASS|Bloomberg|Anadolu(?:[ ]Agency)?|IMAGO|imago|NurPhoto|Alamy|iStock|Keystone)(?:\s(?:via|/)\s?(?:\p{Lu}\S*\s?){1,3})?(?:\s(?:file|archive)(?:\s(?:photo|picture))?)?)\.?$"
    )]
    private static partial Regex TrailingAgency();
}
