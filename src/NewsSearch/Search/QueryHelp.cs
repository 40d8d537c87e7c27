namespace NewsSearch.Search;

/// <summary>One thing that a query can say.</summary>
/// <param name="Query">An example that can be run.</param>
public sealed record QueryExample(string Query, string Meaning);

/// <summary>Examples that belong together.</summary>
public sealed record QueryHelpSection(string Heading, IReadOnlyList<QueryExample> Examples);

/// <summary>The query language as it is explained to readers; every example is parsed by the tests.</summary>
public static class QueryHelp
{
    public static readonly IReadOnlyList<QueryHelpSection> Sections =
    [
        new(
            "Words and phrases",
            [
                new("ceasefire talks", "Articles with both words, also inflected: talk, talking."),
                new(
                    "\"climate change\"",
                    "These words one behind the other. “Curly” and «angled» quotes are the same."
                ),
                new("\"carbon tax*\"", "In a phrase, a word may be left open at its end."),
                new("U.S. COVID-19 don't", "Punctuation within words needs no quotes."),
            ]
        ),
        new(
            "AND, OR, NOT",
            [
                new("cocoa AND coffee", "Both; words side by side mean the same."),
                new("cocoa OR coffee", "Either. Operators are written in capitals; or in small letters is a word."),
                new("cocoa NOT coffee", "The first without the second; also written cocoa -coffee."),
                new("(cocoa OR coffee) harvest", "Parentheses say what belongs together."),
                new(
                    "cocoa OR coffee AND harvest",
                    "NOT binds closest, then NEAR, then AND, then OR: cocoa OR (coffee AND harvest)."
                ),
            ]
        ),
        new(
            "Parts of words",
            [
                new("sanction*", "Words that begin like this."),
                new("*nation", "Words that end like this. A pattern may stand for 20,000 words at the most."),
                new("wom?n", "A question mark within a word is one letter."),
                new("colour~1", "Words with at most one typing error; ~2 allows two, ~ alone depends on the length."),
            ]
        ),
        new(
            "Where in the article",
            [
                new("headline:ceasefire", "In the headline."),
                new("lead:ceasefire", "In the headline or the first paragraph."),
                new("body:(truce OR talks)", "In the text below the headline."),
                new("caption:harbour", "In the caption or credit of a picture."),
                new("byline:smith", "In the credit line."),
                new("dateline:geneva", "In the place that the story was filed from."),
                new("section:sport", "In the publisher's own section."),
            ]
        ),
        new(
            "How near",
            [
                new("climate NEAR/5 \"carbon tax\"", "At most five words apart, in any order; NEAR/1 is side by side."),
                new("climate w/5 tax", "The same in another spelling."),
                new("prime PRE/2 minister", "In this order."),
                new("sent(hostages AND truce)", "Both in one sentence; OR and NOT work as well."),
                new("para(hostages NOT truce)", "In one paragraph, the one without the other."),
            ]
        ),
        new(
            "How much",
            [
                new("atleast3:sanctions", "The word occurs three times or more."),
                new("atleast2:(truce OR ceasefire)", "Counted together."),
                new("wc>500", "The body has more than 500 words; also >=, <, <= and =."),
            ]
        ),
        new(
            "What became of it",
            [
                new(
                    "changed:headline",
                    "A later version changed the headline; also body, byline, date, topics and so on."
                ),
                new("changed:correction", "A later version brought, dropped or reworded a correction."),
                new(
                    "has:correction",
                    "Its newest version tells of a correction; has:versions has more than one version."
                ),
            ]
        ),
    ];

    /// <summary>What is said beside the query, as parameters of the address.</summary>
    public static readonly IReadOnlyList<(string Parameter, string Meaning)> Parameters =
    [
        ("match=exact", "Words as they are written, letter by letter: Turkey is not turkey, stop words count."),
        ("match=folded", "Words that are the same but for case and accents; no inflected forms."),
        ("date=2024-01/2024-03", "From January to the end of March; each end is as exact as it is written."),
        ("date=P7D/", "The last seven days. Also /2019, 2024-02-10, 2024-02-03T22:00/PT15M."),
        ("date=unknown", "Articles without a date, which no other date finds."),
        ("tz=Asia/Riyadh", "Days begin when they begin there. A date without a time is the same day everywhere."),
        ("datePrecision=overlap", "Also articles of which only the month is known, if the day lies in it."),
        ("topic=politics", "With what is narrower; topic.exact=politics is without, topic.not=politics excludes."),
        ("source=a&source=b", "Either; different parameters must all match."),
    ];
}
