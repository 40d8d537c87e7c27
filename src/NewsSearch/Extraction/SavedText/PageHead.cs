using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.SavedText;

/// <summary>Reads what stands before the first paragraph: publisher, section, dateline, byline, headline, picture.</summary>
internal static partial class PageHead
{
    private const int LongestPublisher = 50;
    private const int LongestSection = 32;

    public static void Read(List<PageLine> lines, ArticleDraft draft, ReadContext context)
    {
        var rest = lines.Where(l => l.Furniture == Furniture.None).ToList();
        TakeCaptions(rest, draft);
        TakeDates(rest, draft, context);
        var publisher = TakePublisher(rest, draft);
        var headline = FindHeadline(rest, publisher);
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i] != headline && TakeCredit(rest[i].Text, draft))
                rest.RemoveAt(i--);
        }
        draft.Headline = headline?.Text;
        draft.Section = FindSection(rest, headline)?.Text;
        var below = headline is null ? -1 : rest.IndexOf(headline);
        draft.Subheadline =
            below < 0
                ? null
                : rest.Skip(below + 1).FirstOrDefault(l => l.Weight >= 40 && l.Text != headline!.Text)?.Text;
    }

    /// <summary>Reads "Washington- Elie Youssef", "By Jane Doe in Paris" and the like; false when the line is none.</summary>
    public static bool TakeCredit(string line, ArticleDraft draft)
    {
        if (draft.Byline is not null || line.Length > 120 || CleanText.EndsSentence(line))
            return false;
        if (
            NameInPlace().Match(line) is { Success: true } inPlace
            && Bylines.LooksLikePerson(inPlace.Groups["name"].Value)
        )
            return Take(inPlace.Groups["name"].Value, inPlace.Groups["place"].Value, draft);
        if (PlaceThenName().Match(line) is { Success: true } placed)
            return Take(placed.Groups["name"].Value, placed.Groups["place"].Value, draft);
        if (!Bylines.IsCredit(line))
            return false;
        draft.Byline = line;
        draft.Authors.AddRange(Bylines.Authors(line));
        return true;
    }

    private static bool Take(string name, string place, ArticleDraft draft)
    {
        draft.Byline = CleanText.Line(name);
        draft.Dateline ??= CleanText.Line(place.Trim(' ', ','));
        if (SourceId.Slug(name) != draft.Source?.Id)
            draft.Authors.AddRange(Bylines.Authors(name));
        return true;
    }

    private static void TakeCaptions(List<PageLine> rest, ArticleDraft draft)
    {
        for (var i = 0; i < rest.Count; i++)
        {
            var (caption, credit) = ImageCredit.Split(rest[i].Text);
            if (credit is null || Bylines.IsCredit(rest[i].Text) || PlaceThenName().IsMatch(rest[i].Text))
                continue;
            // A credit on a line of its own belongs to the caption above it, in the same block.
            var above = i > 0 && rest[i - 1].Block == rest[i].Block && rest[i - 1].Weight >= 40 ? rest[i - 1] : null;
            if (caption is null && above is not null && HasOtherTitle(rest, above, rest[i]))
            {
                caption = above.Text;
                rest.RemoveAt(--i);
            }
            draft.Images.Add(new ArticleImage(null, caption, credit));
            rest.RemoveAt(i--);
        }
    }

    private static bool HasOtherTitle(List<PageLine> rest, PageLine above, PageLine credit) =>
        rest.Exists(l => l != above && l != credit && IsTitle(l));

    private static void TakeDates(List<PageLine> rest, ArticleDraft draft, ReadContext context)
    {
        for (var i = 0; i < rest.Count; i++)
        {
            var raw = DateLabel().Replace(rest[i].Text, "");
            if (raw.Length > 50 || !raw.Any(char.IsDigit) || !DateReading.TryParse(raw, out _, out _))
                continue;
            draft.Published ??= DateReading.Read(raw, "text", context.Retrieved);
            rest.RemoveAt(i--);
        }
    }

    /// <summary>The short line that stands there twice: the picture of the name and the name.</summary>
    private static PageLine? TakePublisher(List<PageLine> rest, ArticleDraft draft)
    {
        var publisher = rest.Where((l, i) => i + 1 < rest.Count && IsSameName(l, rest[i + 1]))
            .Concat(rest.GroupBy(l => l.Text).Where(g => g.Count() > 1).Select(g => g.First()))
            .Where(l => l.Text.Length <= LongestPublisher && l.Text.Count(c => c == ' ') <= 5 && !l.EndsSentence)
            .FirstOrDefault();
        if (publisher is null)
            return null;
        var name = Logo().Replace(publisher.Text, "");
        draft.Source = SourceId.FromName(name);
        var last = rest.FindLast(l => IsNamed(l, name));
        rest.RemoveAll(l => IsNamed(l, name) && l != last);
        return last;
    }

    private static bool IsSameName(PageLine first, PageLine second) =>
        string.Equals(
            Logo().Replace(first.Text, ""),
            Logo().Replace(second.Text, ""),
            StringComparison.OrdinalIgnoreCase
        );

    private static bool IsNamed(PageLine line, string name) =>
        string.Equals(Logo().Replace(line.Text, ""), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The first title among the candidates that is at least half as long as the longest; behind the publisher, and
    /// alone in its block, where there are such lines.
    /// </summary>
    private static PageLine? FindHeadline(List<PageLine> rest, PageLine? publisher)
    {
        var behind = publisher is null ? -1 : rest.IndexOf(publisher);
        rest.RemoveAll(l => l == publisher);
        var candidates = rest.Skip(Math.Max(0, behind)).Where(IsTitle).ToList();
        if (candidates.Count == 0)
            candidates = rest.Where(IsTitle).ToList();
        if (candidates.Count == 0)
            return rest.Find(l => !IsCreditShape(l)) is { } only && rest.Count <= 2 ? only : rest.MaxBy(l => l.Weight);
        var alone = candidates.Where(c => rest.Count(l => l.Block == c.Block) == 1).ToList();
        if (alone.Count > 0)
            candidates = alone;
        var longest = candidates.Max(l => l.Weight);
        return candidates.Find(l => l.Weight * 2 >= longest);
    }

    private static bool IsTitle(PageLine line) =>
        line.Weight is >= 15 and <= 260
        && !line.Text.EndsWith('.')
        && !IsCreditShape(line)
        && (line.Text.Contains(' ') || line.Weight > line.Text.Length);

    private static bool IsCreditShape(PageLine line) =>
        Bylines.IsCredit(line.Text) || (PlaceThenName().IsMatch(line.Text) && line.Text.Length <= 60);

    private static PageLine? FindSection(List<PageLine> rest, PageLine? headline)
    {
        var title = headline is null ? rest.Count : rest.IndexOf(headline);
        var lines = rest.Where(l =>
                l != headline && l.Text.Length <= LongestSection && !l.Text.EndsWith('.') && l.Text.Any(char.IsLetter)
            )
            .ToList();
        return lines.Find(l => KnownSection().IsMatch(l.Text))
            ?? lines.Find(l => rest.IndexOf(l) < title && l.Text.Count(c => c == ' ') <= 2);
    }

    // "Washington- Elie Youssef", "Paris — Marie Dupont", "Berlin: Max Mustermann", "الرياض - محمد أحمد"
    [GeneratedRegex(
        @"^(?<place>(?:\p{Lu}[\p{L}\p{M}.'’]*|\p{Lo}[\p{L}\p{M}]*)(?:[ \-](?:\p{Lu}[\p{L}\p{M}.'’]*|\p{Lo}[\p{L}\p{M}]*|de|del|la|of|am|sur))*(?:,\s\p{L}[\p{L}\p{M}. ]{1,20})?)\s*(?:-\s|\s-|[–—|:/：·])\s*(?<name>(?:By\s+)?(?:\p{Lu}[\p{L}\p{M}.'’\-]*|\p{Lo}[\p{L}\p{M}]*)(?:\s(?:\p{Lu}[\p{L}\p{M}.'’\-]*|\p{Lo}[\p{L}\p{M}]*|van|von|de|der|den|del|da|dos|bin|al|el|and|und|et|y|e|&)){1,6}(?:,\s\p{Lu}[\p{L}\p{M}]*\s\p{Lu}[\p{L}\p{M}]*)*)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex PlaceThenName();

    [GeneratedRegex(
        @"^(?:(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor)\s+)?(?<name>\p{Lu}[\p{L}\p{M}.'’\-]*(?:\s[\p{L}][\p{L}\p{M}.'’\-]*){1,4}?)\s+(?:in|à|en|a|aus|from)\s+(?<place>\p{Lu}[\p{L}\p{M}.'’\-]*(?:\s\p{Lu}[\p{L}\p{M}.'’\-]*){0,2})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NameInPlace();

    [GeneratedRegex(
        @"^(?:published|posted|updated|last\s+updated|veröffentlicht|publié|publicado|pubblicato)(?:\s+(?:on|at|am|le|el|il|em))?\s*:?\s+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex DateLabel();

    [GeneratedRegex(@"\s+(?:logo|icon|avatar)$", RegexOptions.IgnoreCase)]
    private static partial Regex Logo();

    [GeneratedRegex(
        @"^(?:(?:world|us|uk|national|international|local|politics|business|economy|finance|markets|money|sports?|tech(?:nology)?|science|health|culture|arts?|entertainment|lifestyle|opinion|analysis|environment|climate|education|travel|media|middle\s+east|asia|africa|europe|americas?|welt|politik|wirtschaft|sport|kultur|wissenschaft|gesundheit|panorama|meinung|ausland|inland|monde|politique|économie|culture|société|santé|sciences|planète|opinions?|internacional|mundo|política|economía|deportes|cultura|sociedad|ciencia|salud|opinión|mondo|politica|economia|cronaca|esteri|salute|scienza|esportes|economia|saúde|wereld|politiek|economie|buitenland|binnenland|العالم|سياسة|اقتصاد|رياضة|ثقافة|мир|политика|экономика|спорт|dünya|ekonomi|spor)(?:\s*(?:&|and|und|et|y|e|/|,)\s*\p{L}+|\s+news)?)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex KnownSection();
}
