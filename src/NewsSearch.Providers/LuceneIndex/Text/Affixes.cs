using System.Collections.Frozen;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// What three languages write onto a word and no stemmer of the engine takes off: Hebrew prefixes, Korean particles,
/// Persian plurals. All work on folded words.
/// </summary>
internal static class Affixes
{
    /// <summary>The language whose prefixes are looked up instead of taken off.</summary>
    public const string Hebrew = "he";

    // "And", "that/when", then the article or a preposition; in this order, each or none.
    private static readonly string[] Conjunctions = ["", "ו"];
    private static readonly string[] Subordinations = ["", "ש", "כש", "מש"];
    private static readonly string[] Prepositions = ["", "ה", "ב", "ל", "מ", "כ", "מה", "כה"];

    /// <summary>
    /// What may stand before a Hebrew word. Taking such letters off would cut into the many words that begin with one
    /// of them, so a word of a query stands for itself with each of these.
    /// </summary>
    public static readonly FrozenSet<string> HebrewPrefixes = (
        from conjunction in Conjunctions
        from subordination in Subordinations
        from preposition in Prepositions
        select conjunction + subordination + preposition
    ).ToFrozenSet(StringComparer.Ordinal);

    // The longest that fits is taken off.
    private static readonly string[] KoreanParticles =
    [
        .. (
            "에서는 에서도 에게서 으로는 으로도 까지는 부터는 이라고 에서 에게 한테 께서 으로 까지 부터 보다 처럼 만큼 "
            + "마다 조차 이나 이라 라고 들은 들이 들을 들의 은 는 이 가 을 를 의 에 로 와 과 도 만"
        )
            .Split(' ')
            .OrderByDescending(p => p.Length),
    ];

    private static readonly string[] PersianPlurals = ["هايشان", "هايي", "هايم", "هايش", "هاي", "ها"];

    /// <summary>The word without its particle; at least two syllables stay.</summary>
    public static int WithoutKoreanParticle(char[] word, int length) => Without(KoreanParticles, word, length);

    /// <summary>The word without its plural ending, joined or not by a zero-width non-joiner; two letters stay.</summary>
    public static int WithoutPersianPlural(char[] word, int length) => Without(PersianPlurals, word, length);

    private static int Without(string[] endings, ReadOnlySpan<char> word, int length)
    {
        const int least = 2;
        var text = word[..length];
        foreach (var ending in endings)
            if (length - ending.Length >= least && text.EndsWith(ending, StringComparison.Ordinal))
                return length - ending.Length;
        return length;
    }
}
