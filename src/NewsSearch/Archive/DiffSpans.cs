namespace NewsSearch.Archive;

/// <summary>Builds the spans of a comparison from left to right; what was deleted stands before what was inserted.</summary>
internal sealed class DiffSpans(string before, string after)
{
    private readonly List<(int Deleted, int Inserted, int Kept)> _hunks = [];

    /// <summary>So many units are the same in both texts.</summary>
    public void Keep(int length)
    {
        if (length == 0)
            return;
        if (_hunks.Count == 0)
            _hunks.Add((0, 0, 0));
        _hunks[^1] = _hunks[^1] with { Kept = _hunks[^1].Kept + length };
    }

    /// <summary>So many units were deleted, so many inserted.</summary>
    public void Change(int deleted, int inserted)
    {
        if (deleted == 0 && inserted == 0)
            return;
        if (_hunks.Count > 0 && _hunks[^1].Kept == 0)
            _hunks[^1] = (_hunks[^1].Deleted + deleted, _hunks[^1].Inserted + inserted, 0);
        else
            _hunks.Add((deleted, inserted, 0));
    }

    public List<DiffSpan> ToList()
    {
        var spans = new List<DiffSpan>();
        var (at, to) = (0, 0);
        foreach (var (deleted, inserted, kept) in Joined())
        {
            if (deleted > 0)
                spans.Add(new DiffSpan(DiffKind.Deleted, before.Substring(at, deleted), at, to));
            if (inserted > 0)
                spans.Add(new DiffSpan(DiffKind.Inserted, after.Substring(to, inserted), at + deleted, to));
            (at, to) = (at + deleted, to + inserted);
            if (kept > 0)
                spans.Add(new DiffSpan(DiffKind.Equal, before.Substring(at, kept), at, to));
            (at, to) = (at + kept, to + kept);
        }
        return spans;
    }

    // "a b" for "c d" reads better than a→c, blank, b→d: blanks between two changes belong to them.
    private List<(int Deleted, int Inserted, int Kept)> Joined()
    {
        var joined = new List<(int Deleted, int Inserted, int Kept)>();
        var at = 0;
        foreach (var (deleted, inserted, kept) in _hunks)
        {
            var isJoined =
                joined.Count > 0
                && joined[^1] is { Deleted: > 0, Inserted: > 0 } last
                && deleted > 0
                && inserted > 0
                && IsBlank(before.AsSpan(at - last.Kept, last.Kept));
            if (isJoined)
            {
                var space = joined[^1].Kept;
                joined[^1] = (joined[^1].Deleted + space + deleted, joined[^1].Inserted + space + inserted, kept);
            }
            else
                joined.Add((deleted, inserted, kept));
            at += deleted + kept;
        }
        return joined;
    }

    private static bool IsBlank(ReadOnlySpan<char> text) => text.IndexOf('\n') < 0 && text.Trim().IsEmpty;
}
