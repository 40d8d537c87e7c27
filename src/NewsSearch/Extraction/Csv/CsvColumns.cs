using System.Collections.Frozen;

namespace NewsSearch.Extraction.Csv;

/// <summary>What a column can hold.</summary>
internal enum CsvField
{
    Id,
    Url,
    Source,
    Headline,
    Subheadline,
    Body,
    Description,
    Published,
    Time,
    Modified,
    Retrieved,
    Authors,
    Byline,
    Dateline,
    Section,
    Genre,
    Language,
    Topics,
    Keywords,
    Places,
    Image,
    Caption,
    Credit,
    Via,
    IsAccessibleForFree,
}

/// <summary>The columns of a table by the names in its header. Columns of other names are passed over.</summary>
internal sealed class CsvColumns
{
    // Of several columns for one field the name that stands first here wins.
    private static readonly (CsvField Field, string Names)[] Known =
    [
        (CsvField.Id, "id guid uid uri urn articleid newsid docid documentid identifier storyid itemid"),
        (CsvField.Url, "url link permalink canonicalurl articleurl weburl pageurl href address newsurl"),
        (
            CsvField.Source,
            "source publisher publication newspaper outlet medium provider sourcename publishername newssource agency"
                + " journal site website domain quelle zeitung fuente journalname"
        ),
        (CsvField.Headline, "headline title articletitle newstitle headlines heading titel titre titulo titolo name"),
        (CsvField.Subheadline, "subheadline subtitle subhead standfirst deck untertitel"),
        (
            CsvField.Body,
            "body text fulltext articlebody articletext content maintext bodytext article story newstext contenttext"
                + " texte texto testo inhalt"
        ),
        (CsvField.Description, "description summary abstract excerpt lead lede snippet teaser standfirsttext"),
        (
            CsvField.Published,
            "published publishedat datepublished publicationdate publishdate publisheddate pubdate dateofpublication"
                + " date datetime datum fecha data timestamp created createdat releasedate day"
        ),
        (CsvField.Time, "time publishedtime publicationtime pubtime hour"),
        (CsvField.Modified, "modified updated datemodified modifiedat updatedat lastmodified modifieddate"),
        (CsvField.Retrieved, "retrieved crawled scraped fetched retrievedat crawledat scrapedat fetchedat crawldate"),
        (CsvField.Authors, "authors author authorname authornames writer reporter journalist creator autor auteur"),
        (CsvField.Byline, "byline by"),
        (CsvField.Dateline, "dateline located"),
        (CsvField.Section, "section desk articlesection rubric ressort rubrik newsdesk sectionname"),
        (CsvField.Genre, "genre articletype"),
        (CsvField.Language, "language lang languagecode inlanguage locale sprache langue idioma"),
        (CsvField.Topics, "topics topic subjects subject categories category thema themen"),
        (CsvField.Keywords, "keywords keyword tags tag schlagworte"),
        (CsvField.Places, "places place locations location"),
        (CsvField.Image, "image imageurl img picture photo thumbnail topimage images"),
        (CsvField.Caption, "caption imagecaption photocaption"),
        (CsvField.Credit, "credit imagecredit photocredit copyright"),
        (CsvField.Via, "via channel aggregator"),
        (CsvField.IsAccessibleForFree, "isaccessibleforfree accessibleforfree free"),
    ];

    private static readonly FrozenDictionary<string, (CsvField Field, int Rank)> Names = Known
        .SelectMany(k => k.Names.Split(' ').Select((name, rank) => (name, k.Field, rank)))
        .ToFrozenDictionary(n => n.name, n => (n.Field, n.rank));

    private readonly int[] _columns = new int[Enum.GetValues<CsvField>().Length];

    /// <param name="header">The cells of the first record.</param>
    public CsvColumns(IReadOnlyList<string> header)
    {
        Count = header.Count;
        Array.Fill(_columns, -1);
        var ranks = new int[_columns.Length];
        for (var i = 0; i < header.Count; i++)
        {
            if (!Names.TryGetValue(Plain(header[i]), out var known))
                continue;
            var field = (int)known.Field;
            if (_columns[field] < 0)
                KnownCount++;
            else if (ranks[field] <= known.Rank)
                continue;
            (_columns[field], ranks[field]) = (i, known.Rank);
        }
    }

    public int Count { get; }

    /// <summary>Fields that have a column.</summary>
    public int KnownCount { get; }

    /// <summary>True when a row can be an article.</summary>
    public bool AreUsable => Has(CsvField.Headline) || Has(CsvField.Body) || Has(CsvField.Description);

    public bool Has(CsvField field) => _columns[(int)field] >= 0;

    /// <summary>The cell of this field; null when there is no such column or nothing in it.</summary>
    public string? Cell(IReadOnlyList<string> row, CsvField field)
    {
        var column = _columns[(int)field];
        return column < 0 || column >= row.Count || string.IsNullOrWhiteSpace(row[column]) ? null : row[column];
    }

    // "Publication date", "publication_date" and "PublicationDate" are one name.
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
