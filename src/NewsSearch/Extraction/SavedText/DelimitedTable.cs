using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.SavedText;

/// <summary>Recognizes CSV and its kin, so that a table of articles is not archived as one article.</summary>
internal static partial class DelimitedTable
{
    private const int Looked = 6;

    public static bool LooksLike(string text)
    {
        foreach (var delimiter in (char[])[',', '\t', ';', '|'])
        {
            var records = Records(text, delimiter);
            if (records.Count == 0 || records[0].Count < 2)
                continue;
            var header = records[0];
            var known = header.Count(c => KnownColumn().IsMatch(c.Trim()));
            var isHeader = header.TrueForAll(c => Column().IsMatch(c));
            if (isHeader && known >= 2 && known * 3 >= header.Count)
                return true;
            var isEven = records.Count >= 2 && records.TrueForAll(r => r.Count == header.Count);
            // Prose has blanks behind its commas.
            if (isEven && (header.Count >= 3 || delimiter == '\t') && (isHeader || !SpacedOut(records, delimiter)))
                return true;
        }
        return false;
    }

    private static bool SpacedOut(List<List<string>> records, char delimiter) =>
        delimiter != '\t' && records.Exists(r => r.Skip(1).Any(c => c.StartsWith(' ')));

    /// <summary>Complete records at the beginning; quoted cells may hold delimiters and lines.</summary>
    private static List<List<string>> Records(string text, char delimiter)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < text.Length && records.Count < Looked; i++)
        {
            var c = text[i];
            if (c == '"' && (isQuoted || i == start))
                isQuoted = !isQuoted;
            if (isQuoted || (c != delimiter && c != '\n'))
                continue;
            record.Add(text[start..i].TrimEnd('\r'));
            start = i + 1;
            if (c != '\n')
                continue;
            if (record.Count > 1 || record[0].Length > 0)
                records.Add(record);
            record = [];
        }
        return records;
    }

    [GeneratedRegex(@"^\s?""?[\p{L}_#][\p{L}\p{N}_.\- ]{0,30}""?$")]
    private static partial Regex Column();

    [GeneratedRegex(
        @"^""?(?:id|guid|uid|url|uri|link|title|headline|date|published|pub_?date|text|body|content|article|author|byline|source|publisher|section|category|topic|label|language|lang|description|summary|name)s?""?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KnownColumn();
}
