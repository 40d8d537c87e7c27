using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Corpus;

/// <summary>
/// A query log of the invented words with the classes of the shared one; rows are id, class, operator, terms, source,
/// from and to, tab-separated.
/// </summary>
internal sealed class SyntheticQueries(Vocabulary words)
{
    private const ulong Seed = 99;

    // Ranks whose words occur in roughly 0.1 %, 2 % and 20 % of the articles.
    private static readonly (int From, int To) Rare = (20_000, 60_000);
    private static readonly (int From, int To) Middling = (800, 5_000);
    private static readonly (int From, int To) Frequent = (30, 250);

    private readonly SeededRandom _random = new(Seed);

    public IEnumerable<string> Rows() => Queries().Select((q, i) => $"{i + 1}\t{q}");

    private IEnumerable<string> Queries()
    {
        for (var i = 0; i < 20; i++)
            yield return Row("rare1", "term", Word(Rare));
        for (var i = 0; i < 15; i++)
            yield return Row("mid1", "term", Word(Middling));
        for (var i = 0; i < 20; i++)
            yield return Row("freq1", "term", Word(Frequent));
        for (var i = 0; i < 30; i++)
            yield return Row("and", "and", Words(2 + i % 2, i % 3 == 0 ? Middling : Frequent));
        for (var i = 0; i < 30; i++)
            yield return Row("or", "or", Words(2 + i % 4, i % 3 == 0 ? Frequent : Middling));
        for (var i = 0; i < 25; i++)
            yield return Row("phrase", "phrase", Words(2, Frequent));
        for (var i = 0; i < 15; i++)
            yield return Row("prefix", "prefix", Word(i % 2 == 0 ? Middling : Frequent)[..3]);
        for (var i = 0; i < 35; i++)
            yield return Filtered("filter", i % 2 == 0 ? "term" : "and", Words(1 + i % 2, Frequent), i);
        yield return Row("all", "all", "");
        for (var i = 0; i < 9; i++)
            yield return Filtered("all", "all", "", i);
    }

    private string Filtered(string name, string operation, string terms, int number)
    {
        var source = number % 3 == 1 ? "" : $"src-{_random.Below(40):D3}";
        var year = 2005 + _random.Below(18);
        return number % 3 == 2
            ? Row(name, operation, terms, source)
            : Row(name, operation, terms, source, $"{year}-01-01", $"{year + number % 3}-12-31");
    }

    private string Words(int count, (int From, int To) ranks) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(ranks)));

    private string Word((int From, int To) ranks) => words[ranks.From + _random.Below(ranks.To - ranks.From)];

    private static string Row(
        string name,
        string operation,
        string terms,
        string source = "",
        string from = "",
        string to = ""
    ) => $"{name}\t{operation}\t{terms}\t{source}\t{from}\t{to}";
}
