using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Snapshots;

/// <summary>
/// What golden searches answered when a snapshot was made: total and first hits of each. Stored with the snapshot, so
/// that its index must give the same answers wherever it is opened.
/// </summary>
/// <param name="Sequence">Archive sequence that the index of the snapshot shows.</param>
/// <param name="SchemaVersion">Version of its fields: another one may rightly answer differently.</param>
public sealed record GoldenAnswers(long Sequence, int SchemaVersion, IReadOnlyList<GoldenAnswer> Answers)
{
    /// <summary>Name of the file in a snapshot.</summary>
    public const string FileName = "golden.json";

    private const int MostLines = 20;

    /// <summary>Asks the searches: those that are kept, and others made from articles all over the archive.</summary>
    public static GoldenAnswers Record(IArchive archive, IIndexSnapshot shown, CancellationToken cancellation)
    {
        var answers = new List<GoldenAnswer>();
        foreach (var search in new GoldenSearches(archive).Over(Sample(archive, shown.Sequence)))
            if (Ask(search, shown, cancellation) is var (total, top))
                answers.Add(new GoldenAnswer(search.Name, search.Parameters, search.At, total, top));
        return new GoldenAnswers(shown.Sequence, shown.SchemaVersion, answers);
    }

    /// <summary>Asks them again; which answers differ and how, a line each, and how many were compared.</summary>
    public (IReadOnlyList<string> Differences, int Compared) Compare(
        IArchive archive,
        IIndexSnapshot opened,
        CancellationToken cancellation
    )
    {
        var lines = new List<string>();
        var compared = 0;
        foreach (var expected in Answers)
        {
            if (
                GoldenSearch.Read(expected.Name, expected.Parameters, expected.At) is not { } search
                || Ask(search, opened, cancellation) is not var (total, top)
            )
                continue;
            compared++;
            if (Difference(archive, expected, total, top) is { } difference && lines.Count < MostLines)
                lines.Add($"search {expected.Name}: {difference}");
        }
        return (lines, compared);
    }

    private static string? Difference(IArchive archive, GoldenAnswer expected, long total, IReadOnlyList<long> top)
    {
        if (total != expected.Total)
            return $"{expected.Total} articles when the snapshot was made, {total} now";
        for (var n = 0; n < Math.Max(top.Count, expected.Top.Count); n++)
            if (At(top, n) is var found && At(expected.Top, n) is var wanted && found != wanted)
                return $"hit {n + 1} was {Name(archive, wanted)} when the snapshot was made, now it is {Name(archive, found)}";
        return null;
    }

    private static long? At(IReadOnlyList<long> hits, int place) => place < hits.Count ? hits[place] : null;

    private static string Name(IArchive archive, long? sequence) =>
        sequence is not { } change ? "missing"
        : archive.ReadSequences([change], withBody: false) is [{ } stored]
            ? $"article {stored.Article.Id} (sequence {change})"
        : $"sequence {change}";

    // Null for a search that is refused: it has no answer in a sound index either.
    private static (long Total, IReadOnlyList<long> Top)? Ask(
        GoldenSearch search,
        IIndexSnapshot snapshot,
        CancellationToken cancellation
    )
    {
        try
        {
            var answer = snapshot.Search(search.Request, cancellation);
            return (answer.Total, [.. answer.Hits.Select(h => h.Sequence)]);
        }
        catch (Search.TooManyClausesException)
        {
            return null;
        }
    }

    // Spread evenly over the changes that the index shows.
    private static List<ArchivedArticle> Sample(IArchive archive, long last)
    {
        var step = Math.Max(1, last / GoldenSearches.Most);
        var sequences = Enumerable
            .Range(0, GoldenSearches.Most)
            .Select(n => last - n * step)
            .Where(s => s > 0)
            .ToList();
        return
        [
            .. archive.ReadSequences(sequences, withBody: false).OfType<ArchivedArticle>().Where(a => !a.IsDeleted),
        ];
    }
}

/// <summary>A search and its answer.</summary>
/// <param name="Parameters">The search as a query string.</param>
/// <param name="At">Now, where the parameters speak of now.</param>
/// <param name="Top">Sequence numbers of the first hits, newest first.</param>
public sealed record GoldenAnswer(
    string Name,
    string Parameters,
    DateTimeOffset At,
    long Total,
    IReadOnlyList<long> Top
);
