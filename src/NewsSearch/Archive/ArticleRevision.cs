using System.IO.Hashing;
using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>Decides, without any I/O, what an incoming article is against the one that is stored under its id.</summary>
public static class ArticleRevision
{
    /// <summary>
    /// XxHash128 over everything that makes a version. White space, the channel and the time of retrieval do not.
    /// </summary>
    public static byte[] ContentHash(Article a)
    {
        var hash = new XxHash128();
        Add(hash, a.Headline, a.Subheadline, a.Body, a.Byline, a.Dateline, a.Section, a.Genre, Stated(a), a.Source.Id);
        Add(hash, a.Url, a.Completeness.ToString(), a.IsAccessibleForFree?.ToString());
        Add(hash, a.Published?.Value?.ToString("O"), a.Published?.Precision.ToString(), a.Published?.Rejected);
        Add(hash, a.Modified?.ToString("O"));
        Add(hash, [.. a.Authors, "\u0001", .. a.Keywords, "\u0001", .. a.Places, "\u0001"]);
        foreach (var topic in a.Topics)
            Add(hash, topic.Code, topic.Name, topic.Scheme);
        foreach (var image in a.Images)
            Add(hash, image.Url, image.Caption, image.Credit);
        return hash.GetHashAndReset();
    }

    /// <summary>The outcome, and the article to store (null when nothing changes).</summary>
    /// <param name="stored">What is stored, or null.</param>
    /// <param name="isSameContent">Whether its content hash equals that of <paramref name="incoming"/>.</param>
    public static (IngestOutcome Outcome, Article? Store) Decide(Article? stored, bool isSameContent, Article incoming)
    {
        if (stored is null)
            return (IngestOutcome.Created, incoming with { Version = 1 });
        var via = Union(stored.Via, incoming.Via);
        if (!isSameContent)
            return (IngestOutcome.Updated, incoming with { Version = stored.Version + 1, Via = via });
        return via.Count == stored.Via.Count
            ? (IngestOutcome.Unchanged, null)
            : (
                IngestOutcome.Merged,
                incoming with
                {
                    Version = stored.Version,
                    Retrieved = stored.Retrieved,
                    Via = via,
                }
            );
    }

    // What was told from the text is no statement: a better detector makes no new version.
    private static string? Stated(Article article) => article.IsLanguageDetected ? null : article.Language;

    private static List<Carrier> Union(IReadOnlyList<Carrier> known, IReadOnlyList<Carrier> added) =>
        [.. known, .. added.Where(a => !known.Any(k => k.Name == a.Name && k.Url == a.Url))];

    private static void Add(XxHash128 hash, params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            hash.Append(Encoding.UTF8.GetBytes(Collapse(value)));
            hash.Append("\u0000"u8);
        }
    }

    private static string Collapse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var collapsed = new StringBuilder(text.Length);
        var isGap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                isGap = true;
                continue;
            }
            if (isGap && collapsed.Length > 0)
                collapsed.Append(' ');
            isGap = false;
            collapsed.Append(c);
        }
        return collapsed.ToString();
    }
}
