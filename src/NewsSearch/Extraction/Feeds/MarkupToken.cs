namespace NewsSearch.Extraction.Feeds;

internal enum MarkupKind
{
    /// <summary>Character data with references.</summary>
    Text,

    /// <summary>Character data without references.</summary>
    CData,

    /// <summary>A start tag; <see cref="MarkupToken.Content"/> is the name.</summary>
    Start,

    /// <summary>An end tag; <see cref="MarkupToken.Content"/> is the name.</summary>
    End,

    /// <summary>Comments, processing instructions, document types and whatever else has no text.</summary>
    Other,
}

/// <summary>A stretch of markup; all places are offsets in the document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where what follows begins.</param>
/// <param name="ContentStart">Beginning of the name or of the text.</param>
/// <param name="ContentEnd">End of the name or of the text; attributes follow the name.</param>
/// <param name="AttributesEnd">End of the attributes of a start tag.</param>
/// <param name="IsEmpty">True for a start tag that is its own end tag.</param>
internal readonly record struct MarkupToken(
    MarkupKind Kind,
    int Start,
    int End,
    int ContentStart,
    int ContentEnd,
    int AttributesEnd = 0,
    bool IsEmpty = false
)
{
    public ReadOnlySpan<char> Content(string text) => text.AsSpan(ContentStart, ContentEnd - ContentStart);

    public ReadOnlySpan<char> Attributes(string text) =>
        Kind == MarkupKind.Start ? text.AsSpan(ContentEnd, AttributesEnd - ContentEnd) : [];
}
