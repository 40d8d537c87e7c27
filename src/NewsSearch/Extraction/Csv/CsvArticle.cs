using NewsSearch.Articles;
using NewsSearch.Extraction.JsonLines;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Csv;

/// <summary>Makes an article of one row.</summary>
internal static class CsvArticle
{
    /// <summary>The article; null when the row has neither headline nor text.</summary>
    public static Article? Read(IReadOnlyList<string> row, CsvColumns columns, ReadContext context)
    {
        string? Cell(CsvField field) => columns.Cell(row, field);
        string? Line(CsvField field) => CleanText.Line(Cell(field));
        var draft = new ArticleDraft
        {
            OwnId = Line(CsvField.Id),
            Url = Line(CsvField.Url),
            Source = Line(CsvField.Source) is { } source ? SourceId.FromName(source) : null,
            Headline = Line(CsvField.Headline),
            Subheadline = Line(CsvField.Subheadline),
            Body = Text(Cell(CsvField.Body)),
            Byline = Line(CsvField.Byline),
            Dateline = Line(CsvField.Dateline),
            Section = Line(CsvField.Section),
            Genre = Line(CsvField.Genre),
            Language = CleanText.LanguageTag(Cell(CsvField.Language)),
            IsAccessibleForFree = bool.TryParse(Cell(CsvField.IsAccessibleForFree), out var free) ? free : null,
        };
        if (draft.Body is null && Text(Cell(CsvField.Description)) is { } description)
            (draft.Body, draft.Completeness) = (description, Completeness.Excerpt);
        if (!draft.HasText)
            return null;
        ReadPeople(Cell(CsvField.Authors), draft);
        foreach (var topic in Values(Cell(CsvField.Topics)))
        {
            if (JsonTopics.FromText(topic) is { } known)
                draft.Topics.Add(known);
        }
        draft.Keywords.AddRange(Values(Cell(CsvField.Keywords), isBroken: true));
        draft.Places.AddRange(Values(Cell(CsvField.Places)));
        if (WirePictures.Picture(Line(CsvField.Image), Line(CsvField.Caption), Line(CsvField.Credit)) is { } image)
            draft.Images.Add(image);
        if (Line(CsvField.Via) is { } via)
            draft.Via.Add(new Carrier(via, null, null));
        ReadDates(Cell(CsvField.Published), Line(CsvField.Time), Cell(CsvField.Retrieved), draft, context);
        draft.Modified = WireDates.Modified(Cell(CsvField.Modified), draft.Published);
        return draft.Build(context, null);
    }

    private static void ReadDates(
        string? date,
        string? time,
        string? retrieved,
        ArticleDraft draft,
        ReadContext context
    )
    {
        var own = DateReading.Instant(retrieved);
        draft.Retrieved = own <= context.Retrieved.AddHours(24) ? own : null;
        var at = draft.Retrieved ?? context.Retrieved;
        draft.Published = DateReading.Read(date, "csv", at);
        // Tables often keep day and time of day apart; a column "time" alone may hold both.
        if (draft.Published is null)
            draft.Published = DateReading.Read(time, "csv", at);
        else if (
            draft.Published is { Value: not null, Precision: DatePrecision.Day }
            && time is not null
            && DateReading.Read($"{CleanText.Line(date)} {time}", "csv", at) is { Value: not null } exact
        )
            draft.Published = exact;
    }

    private static void ReadPeople(string? authors, ArticleDraft draft)
    {
        if (authors is null)
        {
            draft.Authors.AddRange(Bylines.Authors(draft.Byline));
            return;
        }
        foreach (var name in Values(authors))
        {
            var persons = Bylines.Authors(name);
            if (persons.Count > 0)
                draft.Authors.AddRange(persons);
            else
                draft.Authors.Add(name);
        }
        draft.Byline ??= CleanText.Line(authors);
    }

    private static string? Text(string? cell) =>
        cell?.AsSpan().TrimStart().StartsWith("<") == true && cell.Contains("</", StringComparison.Ordinal)
            ? Html.HtmlText.Paragraphs(cell)
            : CleanText.Paragraphs(cell);

    /// <summary>
    /// Several values in one cell: between semicolons or bars, or as a list in brackets; between commas only where no
    /// blank follows ("economy, business and finance" is one topic), or where <paramref name="isBroken"/>.
    /// </summary>
    private static IEnumerable<string> Values(string? cell, bool isBroken = false)
    {
        if (CleanText.Line(cell) is not { } text)
            return [];
        var isList = text.StartsWith('[') && text.EndsWith(']');
        var values = isList ? text[1..^1] : text;
        var parts =
            values.AsSpan().ContainsAny(';', '|') ? values.Split([';', '|'])
            : isList || isBroken || !values.Contains(", ", StringComparison.Ordinal) ? values.Split(',')
            : [values];
        return parts.Select(p => CleanText.Line(p.Trim(' ', '\'', '"'))).OfType<string>();
    }
}
