namespace NewsSearch.Extraction.Containers;

/// <summary>Names of entries, which only ever serve to be shown: nothing is written under them.</summary>
internal static class EntryName
{
    private const int Longest = 200;

    /// <summary>Fit for a reason: one line of bounded length.</summary>
    public static string Shown(string name, int longest = Longest)
    {
        var shown = string.Concat(name.Take(longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return name.Length > longest ? shown + "…"
            : shown.Length == 0 ? "(an entry without name)"
            : shown;
    }

    /// <summary>Folders, and what macOS adds unseen.</summary>
    public static bool IsNoDocument(string name) =>
        name.EndsWith('/')
        || name.EndsWith('\\')
        || name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || Path.GetFileName(name) is ".DS_Store"
        || Path.GetFileName(name).StartsWith("._", StringComparison.Ordinal);
}
