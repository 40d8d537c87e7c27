using Lingua;
using NewsSearch.Extraction;

namespace NewsSearch.Providers.LinguaDetection;

/// <summary>
/// First what decides quickly: a script of one language, the function words of running text. Then Lingua in its
/// low-accuracy mode, one detector a script with the languages that are written in it; models are loaded on first use.
/// </summary>
public sealed class LinguaLanguageDetector : ILanguageDetector
{
    /// <summary>Characters that Lingua looks at: more make it slower, hardly surer.</summary>
    private const int MostCharacters = 300;

    /// <summary>Characters in which function words are looked for where the first ones have too few of them.</summary>
    private const int MostRunningText = 2_000;

    /// <summary>A headline of fewer letters may be in any language.</summary>
    private const int FewestLetters = 12;

    /// <summary>The likeliest language must be so much likelier than the second (Lingua's relative distance).</summary>
    private const double Distance = 0.02;

    private static readonly Lazy<LanguageDetector> Latin = Detector(
        Language.English,
        Language.German,
        Language.French,
        Language.Spanish,
        Language.Portuguese,
        Language.Italian,
        Language.Dutch,
        Language.Swedish,
        Language.Bokmal,
        Language.Danish,
        Language.Finnish,
        Language.Polish,
        Language.Czech,
        Language.Hungarian,
        Language.Romanian,
        Language.Turkish,
        Language.Indonesian,
        Language.Vietnamese,
        Language.Catalan,
        Language.Croatian
    );

    private static readonly Lazy<LanguageDetector> Cyrillic = Detector(
        Language.Russian,
        Language.Ukrainian,
        Language.Bulgarian,
        Language.Serbian,
        Language.Belarusian,
        Language.Macedonian,
        Language.Kazakh
    );

    private static readonly Lazy<LanguageDetector> Arabic = Detector(Language.Arabic, Language.Persian, Language.Urdu);
    private static readonly Lazy<LanguageDetector> Devanagari = Detector(Language.Hindi, Language.Marathi);

    public string? Detect(string? headline, string? body)
    {
        var text = Sample(headline, body);
        var (script, letters) = TextScript.Of(text);
        if (letters < (script is TextScript.Kind.Han or TextScript.Kind.Kana ? 2 : FewestLetters))
            return null;
        return script switch
        {
            TextScript.Kind.Latin => FunctionWords.Detect(text) ?? Further(text, body) ?? Ask(Latin, text),
            TextScript.Kind.Cyrillic => Ask(Cyrillic, text),
            TextScript.Kind.Arabic => Ask(Arabic, text),
            TextScript.Kind.Devanagari => Ask(Devanagari, text),
            TextScript.Kind.Han => "zh",
            TextScript.Kind.Kana => "ja",
            TextScript.Kind.Hangul => "ko",
            TextScript.Kind.Thai => "th",
            TextScript.Kind.Hebrew => "he",
            TextScript.Kind.Greek => "el",
            TextScript.Kind.Georgian => "ka",
            TextScript.Kind.Armenian => "hy",
            _ => null,
        };
    }

    // A lead of names and numbers goes on as running text, which says it sooner than any model.
    private static string? Further(string sample, string? body) =>
        body?.Length > sample.Length
            ? FunctionWords.Detect(body.AsSpan(0, Math.Min(body.Length, MostRunningText)))
            : null;

    // The body says more than a headline, which is full of names.
    private static string Sample(string? headline, string? body)
    {
        var text = body is { Length: >= MostCharacters } ? body : $"{headline} {body}";
        if (text.Length <= MostCharacters)
            return text;
        var cut = text.LastIndexOf(' ', MostCharacters);
        return text[..(cut > 0 ? cut : MostCharacters)];
    }

    private static string? Ask(Lazy<LanguageDetector> detector, string text) =>
        detector.Value.DetectLanguageOf(text) switch
        {
            Language.Unknown => null,
            Language.Bokmal => "nb",
            var language => language.IsoCode6391().ToString().ToLowerInvariant(),
        };

    private static Lazy<LanguageDetector> Detector(params Language[] languages) =>
        new(() =>
            LanguageDetectorBuilder
                .FromLanguages(languages)
                .WithLowAccuracyMode()
                .WithMinimumRelativeDistance(Distance)
                .Build()
        );
}
