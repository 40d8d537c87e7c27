using System.Text.Json;

namespace NewsSearch.Web.Pages;

/// <summary>
/// A language that the pages speak. Its sentences are the files <c>Texts/&lt;code&gt;/*.json</c>: one object each, whose
/// members are a text, or an object of one text per plural category (CLDR).
/// </summary>
/// <param name="Code">BCP 47 tag.</param>
/// <param name="Name">Its name in itself.</param>
/// <param name="Direction">rtl or ltr.</param>
public sealed record InterfaceLanguage(string Code, string Name, string Direction)
{
    public static readonly InterfaceLanguage English = new("en", "English", "ltr");
    public static readonly InterfaceLanguage Arabic = new("ar", "العربية", "rtl");

    /// <summary>All of them; the first is spoken where a reader understands none.</summary>
    public static readonly IReadOnlyList<InterfaceLanguage> All = [English, Arabic];

    private readonly Lazy<Dictionary<string, Dictionary<string, string>>> _texts = new(() => Read(Code));

    public bool IsRightToLeft => Direction == "rtl";

    /// <summary>Names of all texts.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Value.Keys;

    /// <summary>The language of this tag or of its first part, or null.</summary>
    public static InterfaceLanguage? Find(string? tag) =>
        All.FirstOrDefault(l => string.Equals(l.Code, tag?.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    /// <summary>The texts of a name by plural category; one without plural has <c>other</c> only. Null: no such name.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string key) => _texts.Value.GetValueOrDefault(key);

    /// <summary>The plural category of a whole number, by the rules of CLDR.</summary>
    public string Plural(long number) =>
        Code != "ar" ? (number == 1 ? "one" : "other")
        : number is 0 ? "zero"
        : number is 1 ? "one"
        : number is 2 ? "two"
        : (number % 100) switch
        {
            >= 3 and <= 10 => "few",
            >= 11 => "many",
            _ => "other",
        };

    private static Dictionary<string, Dictionary<string, string>> Read(string code)
    {
        var texts = new Dictionary<string, Dictionary<string, string>>();
        var program = typeof(InterfaceLanguage).Assembly;
        var folder = $"NewsSearch.Web.Texts/{code}/";
        foreach (
            var name in program.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal))
        )
        {
            using var file = program.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(file);
            foreach (var text in json.RootElement.EnumerateObject())
                texts.Add(
                    text.Name,
                    text.Value.ValueKind == JsonValueKind.Object
                        ? text.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!)
                        : new() { ["other"] = text.Value.GetString()! }
                );
        }
        return texts;
    }
}
