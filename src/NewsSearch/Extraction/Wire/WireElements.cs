using System.Xml.Linq;

namespace NewsSearch.Extraction.Wire;

/// <summary>
/// Finds elements and attributes by their local names: files of the same format come with the namespace, with prefixes
/// and with neither.
/// </summary>
internal static class WireElements
{
    public static IEnumerable<XElement> All(this XElement? parent, string name) =>
        parent?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    /// <summary>The first element on this path of names; null when there is none.</summary>
    public static XElement? At(this XElement? parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            parent = parent.All(name).FirstOrDefault();
        return parent;
    }

    /// <summary>All elements of this name below, in the order of the document.</summary>
    public static IEnumerable<XElement> Below(this XElement? parent, string name) =>
        parent?.Descendants().Where(e => e.Name.LocalName == name) ?? [];

    /// <summary>The value of the attribute as one line; null when it is absent or blank.</summary>
    public static string? ValueOf(this XElement? element, string name) =>
        CleanText.Line(element?.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value);

    /// <summary>All text of the element as one line; null when it has none.</summary>
    public static string? Line(this XElement? element) => CleanText.Line(element?.Value);
}
