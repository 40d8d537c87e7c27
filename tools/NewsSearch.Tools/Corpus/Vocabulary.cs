using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Corpus;

/// <summary>Invented words by rank with Zipf frequencies: word 0 is the most frequent.</summary>
/// <remarks>
/// The most frequent are those of English, as in running text: they decide at once which language an article is in, and
/// an import that had to guess the language of each article would measure the guessing.
/// </remarks>
internal sealed class Vocabulary
{
    /// <summary>Different words; about what a million short news articles use often enough to be searched for.</summary>
    public const int Size = 200_000;

    private const double Exponent = 1.05;
    private const ulong Seed = 20_050_101;

    private static readonly string[] FunctionWords = (
        "the of and to in a is that for on was with as by at from has have are be it an this which were will said he his not"
    ).Split(' ');

    private static readonly string[] Onsets =
        "b br ch d dr f fl g gr h j k kl l m n p pl pr r s sh sk sl st t tr v w z".Split(' ');

    private static readonly string[] Vowels = "a e i o u ai ea ou".Split(' ');
    private static readonly string[] Codas = ["", "", "", "n", "r", "l", "s", "t", "nd", "rk"];

    private readonly string[] _words = Make();
    private readonly Zipf _zipf = new(Size, Exponent);

    public string this[int rank] => _words[rank];

    public string Draw(SeededRandom random) => _words[_zipf.Draw(random)];

    private static string[] Make()
    {
        var random = new SeededRandom(Seed);
        var words = new string[Size];
        FunctionWords.CopyTo(words, 0);
        var seen = new HashSet<string>(FunctionWords, StringComparer.Ordinal);
        for (var rank = FunctionWords.Length; rank < Size; )
        {
            // Frequent words are short, as in every language.
            var syllables =
                rank < 100 ? 1
                : rank < 5_000 ? 2
                : 2 + random.Below(2);
            var word = string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllable(random)));
            if (seen.Add(word))
                words[rank++] = word;
        }
        return words;
    }

    private static string Syllable(SeededRandom random) =>
        random.Pick(Onsets) + random.Pick(Vowels) + random.Pick(Codas);
}
