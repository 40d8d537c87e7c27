namespace NewsSearch.Extraction;

/// <summary>Tells the language of a text that does not state it. Thread-safe.</summary>
public interface ILanguageDetector
{
    /// <summary>Primary BCP 47 subtag such as <c>en</c>; null when the text is too short or no language is likely enough.</summary>
    string? Detect(string? headline, string? body);
}
