using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Publishing;

/// <summary>
/// An author as formats of references want one. Articles carry names as they were printed; which of their words are the
/// family's is told here, once, so that every format says the same.
/// </summary>
/// <param name="Spoken">The whole name in the order of speech.</param>
/// <param name="Family">The family's name with its particles; of an organisation, or of one name only, all of it.</param>
/// <param name="Given">Null where the name is not that of a person, or cannot be told apart.</param>
/// <param name="Suffix">"Jr.", "III".</param>
public sealed partial record CreditedName(string Spoken, string Family, string? Given = null, string? Suffix = null)
{
    // Words of organisations and roles in the languages of many newsrooms, but for those that are family names too;
    // compared without case.
    private static readonly FrozenSet<string> OfOrganisations = FrozenSet.ToFrozenSet(
        (
            "academy administration agence agencia agency agentur agenzia analysts ansa archive associates association "
            + "associated authority board broadcasting bureau center centre chamber club college columnist "
            + "commission committee company confederation consortium contributor contributors cooperation corporation "
            + "correspondent correspondents council department desk digital directorate editor editorial editors "
            + "embassy exchange federation forum foundation fund gazette gmbh government group herald hospital inc "
            + "initiative institut institute institution instituto journal league library llc ltd magazine media "
            + "ministère ministerio ministerium ministero ministry museum network networks news newspaper newspapers "
            + "newsroom office online organisation organization organización parliament partners partnership party "
            + "police prensa presse press programme project publishing radio reuters rédaction redaction redacción "
            + "redaktion redazione reporter reporters research review school secretariat service services society "
            + "staff studio syndicate task team television the times tribune trust tv union unit universidad universität "
            + "université university verlag wire world writers xinhua "
            + "agência imprensa ministério redação agentschap redactie persbureau ajansı haber bakanlığı "
            + "агентство министерство редакция служба новости газета "
            + "وكالة وزارة منظمة هيئة صحيفة جريدة مركز معهد جامعة مجلس لجنة شبكة قناة تحرير التحرير المحرر المحررون "
            + "خبرگزاری روزنامه وزارت سازمان سرویس تحریریه "
            + "סוכנות משרד מערכת עיתון ארגון מרכז כתבי"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    // Words that stand between the words of other names only.
    private static readonly FrozenSet<string> Joining = FrozenSet.ToFrozenSet(
        ["of", "for", "and", "&", "on", "in", "at", "für", "und", "et", "des", "pour", "para"],
        StringComparer.Ordinal
    );

    // What belongs to the family's name behind it, in whatever case it is written.
    private static readonly FrozenSet<string> Particles = FrozenSet.ToFrozenSet(
        (
            "al ap abu bar ben bin bint da dal de del della den der di do dos du el la las le los san st. ter ten van "
            + "vande von vom zu zum zur "
            + "عبد أبو ابو أبي بن ابن بنت بو آل בן בר אבו"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Suffixes = FrozenSet.ToFrozenSet(
        ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>True for a person whose names can be told apart.</summary>
    public bool IsPerson => Given is not null;

    /// <summary>True where the words or the publisher tell so; false also for what cannot be told.</summary>
    public bool IsOrganisation { get; private init; }

    /// <summary>The authors of an article.</summary>
    public static IEnumerable<CreditedName> Of(Article article) =>
        article.Authors.Select(author => Of(author, article.Source.Name));

    /// <summary>One author.</summary>
    /// <param name="author">"Ann van der Berg", "Berg, Ann", "World Health Organization".</param>
    /// <param name="source">The publisher's name, which is no person's even if it looks like one.</param>
    public static CreditedName Of(string author, string? source = null)
    {
        var name = CleanText.Line(author) ?? "";
        var isOrganisation =
            name.Equals(source, StringComparison.OrdinalIgnoreCase)
            || name.Split([' ', ',', '.']).Any(w => OfOrganisations.Contains(w) || Joining.Contains(w));
        return isOrganisation
            ? new CreditedName(name, name) { IsOrganisation = true }
            : Apart(name) ?? new CreditedName(name, name);
    }

    private static CreditedName? Apart(string name) =>
        name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            [var spoken] => InOrderOfSpeech(spoken),
            [var spoken, var suffix] when Suffixes.Contains(suffix) => InOrderOfSpeech($"{spoken} {suffix}"),
            [var family, var given] => Person(given, family),
            [var family, var given, var suffix] when Suffixes.Contains(suffix) => Person(given, family, suffix),
            _ => null,
        };

    private static CreditedName? InOrderOfSpeech(string spoken)
    {
        var words = spoken.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 2 or 3 && EastAsian().IsMatch(spoken))
            return new CreditedName(spoken, words[0], string.Join(' ', words[1..]));
        var suffix = Suffixes.Contains(words[^1]) ? words[^1] : null;
        var named = suffix is null ? words : words[..^1];
        if (named.Length < 2)
            return null;
        var family = named.Length - 1;
        while (family > 1 && Particles.Contains(named[family - 1]))
            family--;
        return Person(string.Join(' ', named[..family]), string.Join(' ', named[family..]), suffix);
    }

    private static CreditedName? Person(string given, string family, string? suffix = null) =>
        Bylines.LooksLikePerson($"{given} {family}")
            ? new CreditedName(
                suffix is null ? $"{given} {family}" : $"{given} {family} {suffix}",
                family,
                given,
                suffix
            )
            : null;

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\s]+$")]
    private static partial Regex EastAsian();
}
