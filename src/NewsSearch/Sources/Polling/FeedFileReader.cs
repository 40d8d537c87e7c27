using System.Text;
using System.Text.Json;
using NewsSearch.Archive;

namespace NewsSearch.Sources.Polling;

/// <summary>One entry of the settings file that can be used.</summary>
/// <param name="Text">The entry as it is written.</param>
internal sealed record FeedFileEntry(long Line, string Id, FeedDeclaration Declaration, string Text);

/// <summary>What is wrong with the settings file, and where.</summary>
public sealed record FeedFileProblem(long Line, string Reason);

/// <summary>
/// Reads the settings file: an array of declarations, or an object whose member <c>feeds</c> is that array. Comments and
/// trailing commas are allowed.
/// </summary>
internal static class FeedFileReader
{
    private const int MostFeeds = 10_000;

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonDocumentOptions LenientEntry = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>
    /// The entries that can be used, and the others with their lines. A file that is not JSON has no entries and one
    /// problem.
    /// </summary>
    public static (List<FeedFileEntry> Entries, List<FeedFileProblem> Problems, bool IsReadable) Read(
        ReadOnlySpan<byte> file
    )
    {
        var (entries, problems) = (new List<FeedFileEntry>(), new List<FeedFileProblem>());
        if (file.StartsWith("\uFEFF"u8))
            file = file[3..];
        try
        {
            var json = new Utf8JsonReader(file, Lenient);
            if (!FindArray(ref json, out var misplaced))
                return ([], [new FeedFileProblem(Line(file, misplaced), NoArray)], false);
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                ReadEntry(ref json, file, entries, problems);
            while (json.Read()) { } // What lies behind the array must be JSON too.
            return (entries, problems, true);
        }
        catch (JsonException e)
        {
            return ([], [new FeedFileProblem((e.LineNumber ?? 0) + 1, $"The file is not JSON: {e.Message}")], false);
        }
    }

    private const string NoArray =
        "The file is neither an array of feeds nor an object with the member \"feeds\" that is one.";

    private static bool FindArray(ref Utf8JsonReader json, out long misplaced)
    {
        json.Read();
        misplaced = json.TokenStartIndex;
        if (json.TokenType == JsonTokenType.StartArray)
            return true;
        if (json.TokenType != JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isFeeds = json.ValueTextEquals("feeds");
            json.Read();
            misplaced = json.TokenStartIndex;
            if (isFeeds)
                return json.TokenType == JsonTokenType.StartArray;
            json.Skip();
        }
        return false;
    }

    private static void ReadEntry(
        ref Utf8JsonReader json,
        ReadOnlySpan<byte> file,
        List<FeedFileEntry> entries,
        List<FeedFileProblem> problems
    )
    {
        var start = (int)json.TokenStartIndex;
        var line = Line(file, start);
        json.Skip();
        var text = file[start..(int)json.BytesConsumed];
        if (entries.Count >= MostFeeds)
        {
            if (entries.Count + problems.Count == MostFeeds)
                problems.Add(new FeedFileProblem(line, $"The file has more than {MostFeeds} feeds."));
            return;
        }
        try
        {
            using var entry = JsonDocument.Parse(text.ToArray(), LenientEntry);
            var declaration = FeedDeclarationReader.Read(entry.RootElement, basis: null);
            if (entries.Find(e => e.Declaration.Url == declaration.Url) is { } same)
                problems.Add(new FeedFileProblem(line, $"{declaration.Url} is declared in line {same.Line} already."));
            else
                entries.Add(
                    new FeedFileEntry(
                        line,
                        FeedDeclarationReader.Id(declaration.Url),
                        declaration,
                        Encoding.UTF8.GetString(text)
                    )
                );
        }
        catch (FeedDeclarationException e)
        {
            problems.Add(new FeedFileProblem(line, e.Message));
        }
    }

    private static long Line(ReadOnlySpan<byte> file, long at) => file[..(int)at].Count((byte)'\n') + 1;
}
