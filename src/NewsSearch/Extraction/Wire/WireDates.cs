using System.Globalization;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Wire;

/// <summary>Dates that decide whether and as of when an item is published.</summary>
internal static class WireDates
{
    /// <summary>The first of these that is there, read as the publication date.</summary>
    public static PublishedDate? Published(string evidence, ReadContext context, params ReadOnlySpan<string?> raw)
    {
        foreach (var date in raw)
        {
            if (DateReading.Read(date, evidence, context.Retrieved) is { } published)
                return published;
        }
        return null;
    }

    /// <summary>The later version's date; null when it is unknown or the publication date itself.</summary>
    public static DateTimeOffset? Modified(string? raw, PublishedDate? published) =>
        DateReading.Instant(raw) is { } date && date != published?.Value ? date : null;

    /// <summary>
    /// Why an item with this embargo is not archived yet; null when the embargo is over or there is none. An embargo
    /// that cannot be read is held too: publishing early does harm, publishing late does not.
    /// </summary>
    public static string? Held(string? embargo, ReadContext context)
    {
        if (CleanText.Line(embargo) is not { } text)
            return null;
        if (!DateReading.TryParse(text, out var end, out _))
            return $"held back: its embargo \"{text}\" is no date. Send it with a date as in ISO 8601, or when it is over.";
        return end <= context.Retrieved
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"embargoed until {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. Send it again when the embargo is over."
            );
    }

    /// <summary>Why an item of this status is not archived; null when it is usable.</summary>
    public static string? Withdrawn(string? status) =>
        status?.ToLowerInvariant() is "canceled" or "cancelled" or "withheld"
            ? $"the publisher's status is {status.ToLowerInvariant()}. Send it when it is usable."
            : null;
}
