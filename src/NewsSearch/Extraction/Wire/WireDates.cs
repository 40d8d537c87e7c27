using NewsSearch.Articles;

namespace NewsSearch.Extraction.Wire;

/// <summary>Dates that decide whether and as of when an item is published.</summary>
internal static class WireDates
{
    /// <summary>The first of these that is there, read as the publication date.</summary>
    /// <param name="present">The latest moment that is believable, and a day.</param>
    public static PublishedDate? Published(string evidence, DateTimeOffset present, params ReadOnlySpan<string?> raw)
    {
        foreach (var date in raw)
        {
            if (DateReading.Read(date, evidence, present) is { } published)
                return published;
        }
        return null;
    }

    /// <summary>The later version's date; null when it is unknown or the publication date itself.</summary>
    public static DateTimeOffset? Modified(string? raw, PublishedDate? published) =>
        DateReading.Instant(raw) is { } date && date != published?.Value ? date : null;

    /// <summary>
    /// Notes status and embargo of an item. An embargo that cannot be read holds without an end: publishing early does
    /// harm, publishing late does not.
    /// </summary>
    /// <param name="status">Name of the status in the format, without its scheme.</param>
    /// <param name="embargo">The date of release as it is written.</param>
    public static void ReadRelease(ArticleDraft draft, string? status, string? embargo)
    {
        draft.Status = Publishability.Read(status) ?? PublicationStatus.Usable;
        if (CleanText.Line(embargo) is not { } text)
            return;
        if (DateReading.TryParse(text, out var end, out _))
        {
            draft.EmbargoedUntil = end.ToUniversalTime();
            if (draft.Status == PublicationStatus.Embargoed)
                draft.Status = PublicationStatus.Usable;
        }
        else if (draft.Status == PublicationStatus.Usable)
        {
            draft.Status = PublicationStatus.Embargoed;
        }
    }
}
