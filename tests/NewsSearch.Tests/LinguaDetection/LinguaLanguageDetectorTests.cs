using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Sources;

namespace NewsSearch.Tests.LinguaDetection;

public sealed class LinguaLanguageDetectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LinguaLanguageDetector _detector = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "en",
        "Bridge over the northern river reopens",
        "The bridge over the river was reopened on Saturday after two years of work, and drivers were glad that it is no longer closed."
    )]
    [InlineData(
        "de",
        "Brücke über den Fluss wieder offen",
        "Die Brücke über den Fluss ist seit Samstag wieder offen, nachdem die Arbeiten mehr als zwei Jahre gedauert haben."
    )]
    [InlineData(
        "fr",
        "Le pont sur la rivière est rouvert",
        "Le pont sur la rivière a été rouvert samedi après deux ans de travaux, et les conducteurs en sont très heureux."
    )]
    [InlineData(
        "es",
        "Reabre el puente sobre el río",
        "El puente sobre el río fue reabierto el sábado después de dos años de obras, y los conductores están muy contentos."
    )]
    [InlineData(
        "pt",
        "Ponte sobre o rio volta a abrir",
        "A ponte sobre o rio foi reaberta no sábado depois de dois anos de obras, e os condutores estão muito satisfeitos."
    )]
    [InlineData(
        "it",
        "Riaperto il ponte sul fiume",
        "Il ponte sul fiume è stato riaperto sabato dopo due anni di lavori, e gli automobilisti sono molto contenti."
    )]
    [InlineData(
        "nl",
        "Brug over de rivier weer open",
        "De brug over de rivier is zaterdag weer geopend na twee jaar werk, en de automobilisten zijn er erg blij mee."
    )]
    [InlineData(
        "sv",
        "Bron över floden är öppen igen",
        "Bron över floden öppnades igen på lördagen efter två års arbete, och bilisterna är mycket glada över det."
    )]
    [InlineData(
        "fi",
        "Silta joen yli on taas auki",
        "Silta joen yli avattiin lauantaina uudelleen kahden vuoden työn jälkeen, ja autoilijat ovat siitä hyvin iloisia."
    )]
    [InlineData(
        "pl",
        "Most na rzece znów otwarty",
        "Most na rzece został ponownie otwarty w sobotę po dwóch latach prac, a kierowcy są z tego bardzo zadowoleni."
    )]
    [InlineData(
        "hu",
        "Újra megnyílt a folyó feletti híd",
        "A folyó feletti hidat szombaton újra megnyitották kétévi munka után, és az autósok ennek nagyon örülnek."
    )]
    [InlineData(
        "tr",
        "Nehrin üzerindeki köprü yeniden açıldı",
        "Nehrin üzerindeki köprü iki yıllık çalışmanın ardından cumartesi günü yeniden açıldı ve sürücüler bundan çok memnun."
    )]
    [InlineData(
        "ru",
        "Мост через реку снова открыт",
        "Мост через реку снова открыли в субботу после двух лет работ, и водители этому очень рады."
    )]
    [InlineData(
        "uk",
        "Міст через річку знову відкрито",
        "Міст через річку знову відкрили в суботу після двох років робіт, і водії цьому дуже раді."
    )]
    [InlineData(
        "ar",
        "إعادة فتح الجسر فوق النهر",
        "أعيد فتح الجسر فوق النهر يوم السبت بعد عامين من العمل، والسائقون سعداء جداً بذلك."
    )]
    [InlineData(
        "fa",
        "پل روی رودخانه دوباره باز شد",
        "پل روی رودخانه پس از دو سال کار روز شنبه دوباره باز شد و رانندگان از این بابت بسیار خوشحال هستند."
    )]
    [InlineData(
        "he",
        "הגשר מעל הנהר נפתח מחדש",
        "הגשר מעל הנהר נפתח מחדש בשבת אחרי שנתיים של עבודה, והנהגים שמחים מאוד."
    )]
    [InlineData("el", "Η γέφυρα πάνω από το ποτάμι άνοιξε ξανά", "Η γέφυρα πάνω από το ποτάμι άνοιξε ξανά το Σάββατο.")]
    [InlineData(
        "ja",
        "川にかかる橋が再び開通",
        "川にかかる橋は二年間の工事を経て土曜日に再び開通し、運転手たちはとても喜んでいる。"
    )]
    [InlineData("zh", "河上的大桥重新开放", "经过两年的施工，河上的大桥于星期六重新开放，司机们对此非常高兴。")]
    [InlineData(
        "ko",
        "강 위의 다리 다시 개통",
        "강 위의 다리가 2년간의 공사 끝에 토요일에 다시 개통되어 운전자들이 매우 기뻐하고 있다."
    )]
    [InlineData(
        "hi",
        "नदी पर बना पुल फिर खुला",
        "नदी पर बना पुल दो साल के काम के बाद शनिवार को फिर से खोल दिया गया और चालक इससे बहुत खुश हैं।"
    )]
    public void The_language_is_told_from_the_article_and_mostly_from_its_headline(
        string language,
        string headline,
        string body
    )
    {
        Assert.Equal(language, _detector.Detect(headline, body));
        Assert.Equal(language, _detector.Detect(null, body));
        // A headline alone may be too short to say, but must not say something else.
        Assert.Contains(_detector.Detect(headline, null), new[] { language, null });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BBC")]
    [InlineData("1987 2,535 5.2%")]
    [InlineData("*** --- ***")]
    public void What_says_nothing_has_no_language(string? text) => Assert.Null(_detector.Detect(text, null));

    [Fact]
    public async Task Only_articles_that_state_no_language_get_one_and_sending_them_again_changes_nothing()
    {
        await using var archive = SqliteNewsArchive.Open(_folder.Path("archive.db"), TimeProvider.System);
        const string lines = """
            {"id":"1","source":"Paper","title":"Bridge over the river","text":"The bridge over the river was reopened on Saturday after two years of work."}
            {"id":"2","source":"Paper","title":"Bridge over the river","language":"de-AT","text":"The bridge over the river was reopened on Saturday after two years of work."}
            """;
        foreach (var detector in (ILanguageDetector?[])[_detector, null, new AlwaysFrench()])
        {
            await using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines));
            var ingestion = new Ingestion(
                archive,
                ArticleReaders.Default,
                new NoTrigger(),
                TimeProvider.System,
                detector
            );
            var report = await ingestion.IngestAsync(input, new IngestOptions(), Cancelled);
            var outcome = detector == _detector ? IngestOutcome.Created : IngestOutcome.Unchanged;
            Assert.All(report.Items, i => Assert.Equal(outcome, i.Outcome));
            var stored = report.Items.Select(i => archive.Find(i.Id!)!.Article).ToList();
            Assert.Equal([("en", true), ("de-AT", false)], stored.Select(a => (a.Language!, a.IsLanguageDetected)));
        }
    }

    private sealed class AlwaysFrench : ILanguageDetector
    {
        public string? Detect(string? headline, string? body) => "fr";
    }

    private sealed class NoTrigger : IIndexingTrigger
    {
        public void Request() { }
    }
}
