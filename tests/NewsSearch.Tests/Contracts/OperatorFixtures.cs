using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>What each operator of the query language finds in a handful of articles, written down by hand.</summary>
public abstract class OperatorFixtures : IDisposable
{
    private static readonly (string Id, string Language, string Headline, string Body)[] Articles =
    [
        (
            "tax",
            "en",
            "Climate plan splits the cabinet",
            "The carbon tax divides ministers. A climate levy, not a carbon tax, is what they want.\n\nSanctions were not discussed."
        ),
        (
            "truce",
            "en",
            "Hostages freed",
            "The hostages came home after the truce. Dr. Smith of the U.S. was there. Talks go on.\n\nA second truce is unlikely."
        ),
        (
            "apart",
            "en",
            "Ceasefire holds",
            "Hostages are still missing. The truce holds.\n\nSanctions, sanctions and again sanctions: the minister of Turkey repeats himself."
        ),
        ("hamlet", "en", "On the stage", "To be or not to be: that is the question. The turkey was sanctioned."),
        (
            "quiet",
            "en",
            "Be there or not",
            "He wanted to be, or perhaps not to be, a well-being coach. Being there helps."
        ),
        ("arabic", "ar", "إسرائيل تعلن الهدنة", "قال مستشفى المدينة إن ١٢ جريحاً وصلوا. الحُكُومة تدرس القـــرار."),
        ("arabic2", "ar", "اسرائيل والهدنة", "وصل مستشفي جديد والحكومة تدرس."),
        ("german", "de", "Wahlen in Zürich", "Die Wahl am Sonntag. Häuser und ein Haus."),
        ("none", "", "Wahlen", "elections election"),
        ("hebrew", "he", "הממשלה הודיעה", "דובר צה\"ל אמר כי הנשיא יגיע לירושלים."),
        ("korean", "ko", "서울 시장은 바쁘다", "시장이 회의를 열었다."),
        ("persian", "fa", "رئیس‌جمهور ایران", "کتاب‌های تازه منتشر شد."),
    ];

    protected TemporaryFolder Folder { get; } = new();

    protected abstract IArticleIndex Open();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("climate NEAR/5 \"carbon tax\"", "tax")]
    [InlineData("climate NEAR/1 plan", "tax")]
    [InlineData("plan NEAR/1 climate", "tax")]
    [InlineData("plan PRE/1 climate", "")]
    [InlineData("climate PRE/1 plan", "tax")]
    [InlineData("hostages w/5 truce", "apart truce")]
    [InlineData("hostages w/4 truce", "")]
    [InlineData("truce NEAR/100 truce", "truce")]
    [InlineData("atleast3:sanctions", "apart")]
    [InlineData("atleast2:(hostages OR truce)", "apart truce")]
    [InlineData("atleast4:(hostages OR truce)", "truce")]
    [InlineData("lead:ceasefire", "apart")]
    [InlineData("lead:sanctions", "hamlet")]
    [InlineData("lead:truce", "apart truce")]
    [InlineData("headline:ceasefire", "apart")]
    [InlineData("headline:truce", "")]
    [InlineData("body:hostages", "apart truce")]
    [InlineData("body:ceasefire", "")]
    [InlineData("sent(hostages AND truce)", "truce")]
    [InlineData("para(hostages AND truce)", "apart truce")]
    [InlineData("sent(truce NOT hostages)", "apart truce")]
    [InlineData("para(truce NOT hostages)", "truce")]
    [InlineData("sent(smith AND there)", "truce")]
    [InlineData("sent(smith AND talks)", "")]
    [InlineData("sent(hostages AND (home OR missing))", "apart truce")]
    [InlineData("wc>20", "truce")]
    [InlineData("wc>=20", "tax truce")]
    [InlineData("wc<=2", "none")]
    [InlineData("wc=2", "none")]
    [InlineData("sanction", "apart hamlet tax")]
    [InlineData("sanction*", "apart hamlet tax")]
    [InlineData("s?nctions", "apart tax")]
    [InlineData("*nctioned", "hamlet")]
    [InlineData("sancton~1", "")]
    [InlineData("sanctons~1", "apart tax")]
    [InlineData("\"carbon tax*\"", "tax")]
    [InlineData("well-being", "quiet")]
    [InlineData("u.s.", "truce")]
    [InlineData("wahl", "german")]
    [InlineData("wahlen", "german none")]
    [InlineData("haus", "german")]
    [InlineData("zurich", "german")]
    [InlineData("election", "none")]
    [InlineData("sanctions -carbon", "apart hamlet")]
    [InlineData("اسرائيل", "arabic arabic2")]
    [InlineData("مستشفى", "arabic arabic2")]
    [InlineData("مستشفي", "arabic arabic2")]
    [InlineData("12", "arabic")]
    [InlineData("القرار", "arabic")]
    [InlineData("الحكومة", "arabic arabic2")]
    [InlineData("هدنة", "arabic arabic2")]
    [InlineData("ירושלים", "hebrew")]
    [InlineData("לירושלים", "hebrew")]
    [InlineData("ממשלה", "hebrew")]
    [InlineData("משלה", "")]
    [InlineData("צה\"ל", "hebrew")]
    [InlineData("\"צה\"ל אמר\"", "hebrew")]
    [InlineData("회의", "korean")]
    [InlineData("서울 AND 시장", "korean")]
    [InlineData("کتاب", "persian")]
    [InlineData("كتابها", "persian")]
    public void Finds(string query, string expected) => AssertFinds(query, MatchMode.Analyzed, expected);

    [Theory]
    [InlineData("\"to be or not to be\"", "")]
    [InlineData("\"To be or not to be\"", "hamlet")]
    [InlineData("\"not to be\"", "hamlet quiet")]
    [InlineData("Turkey", "apart")]
    [InlineData("turkey", "hamlet")]
    [InlineData("headline:Ceasefire", "apart")]
    [InlineData("headline:ceasefire", "")]
    [InlineData("U.S.", "truce")]
    [InlineData("US", "")]
    [InlineData("Zurich", "")]
    [InlineData("Zürich", "german")]
    [InlineData("sanction", "")]
    [InlineData("اسرائيل", "arabic2")]
    [InlineData("إسرائيل", "arabic")]
    [InlineData("مستشفي", "arabic2")]
    [InlineData("12", "")]
    [InlineData("١٢", "arabic")]
    [InlineData("القرار", "")]
    [InlineData("القـــرار", "arabic")]
    public void Finds_exactly(string query, string expected) => AssertFinds(query, MatchMode.Exact, expected);

    [Theory]
    [InlineData("\"TO BE OR NOT TO BE\"", "hamlet")]
    [InlineData("\"to be or perhaps not to be\"", "quiet")]
    [InlineData("turkey", "apart hamlet")]
    [InlineData("sanction", "")]
    [InlineData("zurich", "german")]
    [InlineData("اسرائيل", "arabic arabic2")]
    [InlineData("haeuser", "")]
    [InlineData("hauser", "german")]
    public void Finds_folded(string query, string expected) => AssertFinds(query, MatchMode.Folded, expected);

    [Fact]
    public void Spellings_of_quotes_give_the_same_answer()
    {
        string[] spellings = ["\"well-being\"", "“well-being”", "«well-being»"];
        Assert.Single(spellings.Select(s => QueryParser.Parse(s).Root).Distinct());
        AssertFinds(spellings[1], MatchMode.Analyzed, "quiet");
    }

    private void AssertFinds(string query, MatchMode match, string expected)
    {
        using var index = Open();
        index.Apply([.. Articles.Select((a, n) => Stored(n + 1, a.Id, a.Language, a.Headline, a.Body))]);
        index.Refresh(Articles.Length);
        var request = new SearchRequest { Query = QueryParser.Parse(query, match), Limit = 100 };
        var hits = index.Search(request, TestContext.Current.CancellationToken).Hits;
        var found = hits.Select(h => Articles[h.Sequence - 1].Id).Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', found));
    }

    private static ArchivedArticle Stored(long sequence, string id, string language, string headline, string body) =>
        new(
            sequence,
            IsFirst: true,
            IsDeleted: false,
            new Article
            {
                Id = id,
                Source = SourceId.FromName("Fixture"),
                Headline = headline,
                Body = body,
                Language = language.Length == 0 ? null : language,
                Retrieved = DateTimeOffset.UnixEpoch,
                Completeness = Completeness.Full,
            },
            DateTimeOffset.UnixEpoch
        );
}
