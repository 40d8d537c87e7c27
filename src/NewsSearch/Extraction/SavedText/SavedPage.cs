using NewsSearch.Articles;

namespace NewsSearch.Extraction.SavedText;

/// <summary>
/// Takes a saved page apart by its structure: what stands before the first paragraph, the paragraphs, what stands
/// behind the last one.
/// </summary>
/// <remarks>
/// Completeness: a page that asks to sign up in order to read shows at least one paragraph less than the article has,
/// or none; nobody can tell which from the page. So it is an excerpt, even where the text looks whole.
/// </remarks>
internal static class SavedPage
{
    public static Article? Read(List<PageLine> lines, ReadContext context)
    {
        var region = BodyRegion.Find(lines);
        var draft = new ArticleDraft();
        PageHead.Read(lines[..region.Start], draft, context);
        var body = new List<string>();
        foreach (var line in lines[region.Start..region.End])
        {
            if (line.Furniture != Furniture.None || region.Skipped.Contains(line))
                continue;
            if (IsCaption(line))
                draft.Images.Add(ImageCredit.Image(null, line.Text));
            else if (body.Count == 0 && draft.Byline is null && Bylines.IsCredit(line.Text))
                PageHead.TakeCredit(line.Text, draft);
            else if (line.Text != draft.Headline)
                body.Add(line.Text);
        }
        draft.Body = body.Count == 0 ? null : string.Join("\n\n", body);
        if (draft.Body is not null)
            draft.Dateline ??= Bylines.SplitDateline(draft.Body).Place;
        var isWalled = lines.Exists(l => l.Furniture == Furniture.Wall);
        draft.IsAccessibleForFree = isWalled ? false : null;
        draft.Completeness = isWalled || IsCutOff(body) ? Completeness.Excerpt : Completeness.Full;
        AddAggregator(lines, draft, context);
        var address = IsAggregatorAddress(draft, context) ? null : context.Url;
        return draft.HasText ? draft.Build(context, address) : null;
    }

    // A caption among the paragraphs: no sentence of its own behind its credit.
    private static bool IsCaption(PageLine line) =>
        line.Weight <= 400
        && ImageCredit.Split(line.Text).Credit is { } credit
        && !credit.EndsWith('.')
        && !IsAgencyLine(line);

    // "(Reporting by Jane Doe/Reuters)" credits the text, not a picture.
    private static bool IsAgencyLine(PageLine line) =>
        line.Text.Contains("eporting by", StringComparison.Ordinal)
        || line.Text.Contains("diting by", StringComparison.Ordinal);

    private static bool IsCutOff(List<string> body) =>
        body.Count > 0 && (body[^1].EndsWith('…') || body[^1].EndsWith("...", StringComparison.Ordinal));

    private static void AddAggregator(List<PageLine> lines, ArticleDraft draft, ReadContext context)
    {
        if (context.Via is null && Aggregator.Find(lines, draft.Source?.Name) is { } name)
            draft.Via.Add(new Carrier(name, CanonicalUrl.Normalize(context.Url), context.Retrieved));
    }

    // The address of the page where the text was copied is the channel's, not the publisher's.
    private static bool IsAggregatorAddress(ArticleDraft draft, ReadContext context) =>
        Uri.TryCreate(context.Url, UriKind.Absolute, out var address)
        && draft
            .Via.Select(v => v.Name)
            .Append(context.Via)
            .OfType<string>()
            .Any(n =>
                address.Host.Contains(n.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            );
}
