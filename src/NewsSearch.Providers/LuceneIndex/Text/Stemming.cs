using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The stem of a folded word in one language, by Lucene's stemmers. Languages without one keep every word as it is.
/// </summary>
/// <remarks>Not thread-safe, as the stemmers are not: one per thread from <see cref="For"/>.</remarks>
internal sealed class Stemming
{
    private const int MaxRemembered = 50_000;

    // Some stemmers put letters behind the word while they work.
    private const int MostAdded = 8;

    [ThreadStatic]
    private static Dictionary<string, Stemming?>? _ofThread;

    private readonly Func<char[], int, int> _stem;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private char[] _letters = [];

    private Stemming(Func<char[], int, int> stem, params string[] prefixes) =>
        (_stem, Prefixes) = (stem, prefixes.Length == 0 ? [""] : prefixes);

    /// <summary>What a word may have in front of its stem; the empty text is among them.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>
    /// The stemming of a language, or null when there is none: empty (unknown language), a language without inflected
    /// forms, or one that no stemmer is known for.
    /// </summary>
    /// <param name="language">Primary subtag, such as <c>en</c>.</param>
    public static Stemming? For(string language)
    {
        if (language.Length == 0)
            return null;
        var known = _ofThread ??= new Dictionary<string, Stemming?>(StringComparer.Ordinal);
        if (!known.TryGetValue(language, out var stemming))
            known.Add(language, stemming = Create(language));
        return stemming;
    }

    /// <summary>Primary subtag of a BCP 47 tag in lower case; empty for none.</summary>
    public static string Primary(string? tag)
    {
        var cut = tag?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return (cut < 0 ? tag ?? "" : tag![..cut]).ToLowerInvariant();
    }

    /// <summary>The stem; never empty.</summary>
    public string Stem(string word)
    {
        if (_known.TryGetValue(word, out var stem))
            return stem;
        if (_known.Count >= MaxRemembered)
            _known.Clear();
        var letters = new char[word.Length + MostAdded];
        word.CopyTo(letters);
        var length = _stem(letters, word.Length);
        stem = length == 0 ? word : new string(letters, 0, length);
        _known.Add(word, stem);
        return stem;
    }

    /// <summary>Whether a word has this stem, for words of which most are asked for once: nothing is remembered.</summary>
    public bool HasStem(ReadOnlySpan<char> word, string stem)
    {
        if (_letters.Length < word.Length + MostAdded)
            _letters = new char[word.Length + MostAdded];
        word.CopyTo(_letters);
        var length = _stem(_letters, word.Length);
        return (length == 0 ? word : _letters.AsSpan(0, length)).SequenceEqual(stem);
    }

    private static Stemming? Create(string language) =>
        language switch
        {
            "en" => Snowball(new EnglishStemmer()),
            "de" => new Stemming(new GermanLightStemmer().Stem),
            "fr" => new Stemming(new FrenchLightStemmer().Stem),
            "es" => new Stemming(new SpanishLightStemmer().Stem),
            "pt" => new Stemming(new PortugueseLightStemmer().Stem),
            "it" => new Stemming(new ItalianLightStemmer().Stem),
            "nl" => Snowball(new DutchStemmer()),
            "sv" => new Stemming(new SwedishLightStemmer().Stem),
            "no" or "nb" or "nn" => new Stemming(
                new NorwegianLightStemmer(NorwegianStandard.BOKMAAL | NorwegianStandard.NYNORSK).Stem
            ),
            "da" => Snowball(new DanishStemmer()),
            "fi" => new Stemming(new FinnishLightStemmer().Stem),
            "hu" => new Stemming(new HungarianLightStemmer().Stem),
            "ru" => new Stemming(new RussianLightStemmer().Stem),
            "cs" => new Stemming(new CzechStemmer().Stem),
            "bg" => new Stemming(new BulgarianStemmer().Stem),
            "ro" => Snowball(new RomanianStemmer()),
            "ca" => Snowball(new CatalanStemmer()),
            "tr" => Snowball(new TurkishStemmer()),
            "el" => new Stemming(new GreekStemmer().Stem),
            "lv" => new Stemming(new LatvianStemmer().Stem),
            "hi" => new Stemming(new HindiStemmer().Stem),
            "ar" => new Stemming(
                new ArabicStemmer().Stem,
                "",
                "\u0627\u0644",
                "\u0648\u0627\u0644",
                "\u0628\u0627\u0644",
                "\u0643\u0627\u0644",
                "\u0641\u0627\u0644",
                "\u0644\u0644",
                "\u0648"
            ),
            "fa" => new Stemming(Affixes.WithoutPersianPlural),
            "ko" => new Stemming(Affixes.WithoutKoreanParticle),
            _ => null,
        };

    private static Stemming Snowball(SnowballProgram program) =>
        new(
            (letters, length) =>
            {
                program.SetCurrent(letters, length);
                program.Stem();
                var stem = program.CurrentBuffer;
                if (!ReferenceEquals(stem, letters))
                    Array.Copy(stem, letters, Math.Min(program.CurrentBufferLength, letters.Length));
                return Math.Min(program.CurrentBufferLength, letters.Length);
            }
        );
}
