using System.Collections.Frozen;

namespace NewsSearch.Extraction.Feeds;

/// <summary>What the names of HTML mean for text.</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Void = Names(
        "area base br col command embed frame hr img input keygen param track wbr"
    );

    private static readonly FrozenSet<string> Blocks = Names(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
            + "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody tfoot "
            + "thead tr ul"
    );

    // Nothing that is read, or captions and controls.
    private static readonly FrozenSet<string> Silent = Names(
        "script style noframes noscript template svg math iframe object applet button select textarea nav head figcaption canvas "
            + "audio video title"
    );

    private static readonly FrozenSet<string> Inline = Names(
        "a abbr acronym b bdi bdo big blink caption cite code colgroup data datalist del dfn em font frameset i ins kbd label "
            + "legend link map mark marquee meta meter nobr option output picture progress q rp rt ruby s samp small "
            + "source span strike strong sub sup td th time tt u var"
    );

    public static bool IsVoid(string name) => Void.Contains(name);

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public static bool IsSilent(string name) => Silent.Contains(name);

    /// <summary>True for the names of HTML; of "List&lt;T&gt;", T is none.</summary>
    public static bool IsKnown(string name) =>
        Void.Contains(name) || Blocks.Contains(name) || Silent.Contains(name) || Inline.Contains(name);

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
