using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction;

public sealed class SavedTextReaderTests
{
    private static readonly string[] Boilerplate =
    [
        "Sign up to read this article",
        "Related Stories",
        "Top stories on inkl right now",
        "Our Picks",
        "100+ trusted global sources",
        "One app. One membership.",
        "Get all your news",
        "premium titles",
        "Start reading",
        "Already a member",
        "Download the app",
        "Fourteen days free",
        "One subscription",
        "curated specifically",
    ];

    [Fact]
    public async Task The_seed_page_is_taken_apart()
    {
        var text = await File.ReadAllTextAsync(
            SharedData.Require("seed/inkl-page.txt"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("text", Reading.Recognized(text));
        var article = await Reading.One("text", text);
        Assert.Equal("Asharq Al-Awsat", article.Source.Name);
        Assert.Equal("inkl", Assert.Single(article.Via).Name);
        Assert.Equal("World", article.Section);
        Assert.Equal("Washington", article.Dateline);
        Assert.Equal("Elie Youssef", article.Byline);
        Assert.Equal(["Elie Youssef"], article.Authors);
        Assert.Equal(
            "Pentagon Refuses to Comment on Report About Resumption of Operations With Iraqi Forces",
            article.Headline
        );
        Assert.Equal(
            [
                new ArticleImage(
                    null,
                    "US army soldiers walk at the Qayyarah West Airfield, Iraq March 1, 2017.",
                    "REUTERS/Azad Lashkari"
                ),
            ],
            article.Images
        );
        var paragraphs = article.Body!.Split("\n\n");
        Assert.Equal(7, paragraphs.Length);
        Assert.StartsWith("The command of the International Coalition", paragraphs[0]);
        Assert.EndsWith("understanding with the United States.", paragraphs[^1]);
        Assert.All(Boilerplate, b => Assert.DoesNotContain(b, article.Body));
        Assert.False(article.IsAccessibleForFree);
        Assert.Equal(Completeness.Excerpt, article.Completeness);
    }

    [Fact]
    public async Task A_german_page_without_blank_lines_is_taken_apart()
    {
        var article = await Reading.One(
            "text",
            """
            Alle Nachrichten an einem Ort.
            Jetzt anmelden
            Süddeutsche Zeitung
            Süddeutsche Zeitung
            Politik
            Von Maria Huber in Berlin
            Bundestag streitet über den Haushalt und die Schuldenbremse
            Abgeordnete im Plenarsaal des Reichstags am Mittwoch. Foto: Kay Nietfeld/dpa
            Der Bundestag hat am Mittwoch mit großer Leidenschaft über den Haushalt des kommenden Jahres gestritten, und ein Ende ist nicht in Sicht.
            „Das geht so nicht“, sagte der Finanzminister.
            Die Opposition warf der Regierung vor, sie habe die Zahlen geschönt und das Parlament zu spät über die Lücke von zwölf Milliarden Euro unterrichtet.
            Registrieren Sie sich, um diesen Artikel zu lesen
            Bereits Mitglied? Hier anmelden
            Top-Meldungen auf Upday
            Feuer in Hamburg
            Laden Sie die App herunter
            """
        );
        Assert.Equal("Süddeutsche Zeitung", article.Source.Name);
        Assert.Equal("Upday", Assert.Single(article.Via).Name);
        Assert.Equal("Politik", article.Section);
        Assert.Equal("Berlin", article.Dateline);
        Assert.Equal(["Maria Huber"], article.Authors);
        Assert.Equal("Bundestag streitet über den Haushalt und die Schuldenbremse", article.Headline);
        Assert.Equal("Kay Nietfeld/dpa", Assert.Single(article.Images).Credit);
        Assert.Equal(3, article.Body!.Split("\n\n").Length);
        Assert.DoesNotContain("Registrieren", article.Body);
        Assert.DoesNotContain("Hamburg", article.Body);
        Assert.False(article.IsAccessibleForFree);
    }

    [Fact]
    public async Task A_page_in_another_order_with_stories_between_the_paragraphs_is_taken_apart()
    {
        var article = await Reading.One(
            "text",
            """
            Skip to content
            Sign in
            Search

            Floods leave thousands without power along the northern coast

            Environment

            The Northern Herald logo
            The Northern Herald

            By Jane Doe and Omar Sharif
            Published 12 January 2024

            Residents wade through a flooded street in Port Elgin. (AP Photo/Mark Lewis)

            Heavy rain flooded hundreds of houses along the northern coast on Friday and left thousands of people without power, officials said.

            Related stories
            Storm warning for the weekend
            How to prepare your house

            Rescue teams in boats brought more than two hundred people to safety, most of them from the low-lying districts near the harbour.

            “We lost everything.”

            Terms of the relief fund were not disclosed.

            The rain is expected to last until Sunday, the weather service said, with up to forty millimetres more in the mountains.

            Open in the NewsBreak app
            Most popular on NewsBreak today
            A dog that can count
            Share this article
            © 2024 Particle Media
            """
        );
        Assert.Equal("The Northern Herald", article.Source.Name);
        Assert.Equal("Floods leave thousands without power along the northern coast", article.Headline);
        Assert.Equal("Environment", article.Section);
        Assert.Equal(["Jane Doe", "Omar Sharif"], article.Authors);
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 0, 0, 0, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal((DatePrecision.Day, "text"), (article.Published.Precision, article.Published.Evidence));
        Assert.Equal("NewsBreak", Assert.Single(article.Via).Name);
        Assert.Equal(
            [new ArticleImage(null, "Residents wade through a flooded street in Port Elgin.", "AP Photo/Mark Lewis")],
            article.Images
        );
        var paragraphs = article.Body!.Split("\n\n");
        Assert.Equal(5, paragraphs.Length);
        Assert.Equal("“We lost everything.”", paragraphs[2]);
        Assert.Equal("Terms of the relief fund were not disclosed.", paragraphs[3]);
        Assert.Null(article.IsAccessibleForFree);
        Assert.Equal(Completeness.Full, article.Completeness);
    }

    [Fact]
    public async Task An_arabic_page_is_taken_apart()
    {
        var article = await Reading.One(
            "text",
            """
            ابدأ القراءة
            الشرق الأوسط
            الشرق الأوسط
            العالم
            الرياض - محمد العتيبي

            وزراء الطاقة يبحثون في الرياض خفض إنتاج النفط في الربع المقبل

            وزراء الطاقة في الاجتماع. رويترز/AFP

            بحث وزراء الطاقة في الدول المنتجة للنفط خلال اجتماعهم في الرياض اليوم إمكان خفض الإنتاج في الربع المقبل من العام وفق مصادر مطلعة.

            وقال مسؤول في الوزارة إن القرار النهائي سيصدر في ختام الاجتماع الذي يستمر يومين وتشارك فيه عشرون دولة من أنحاء العالم.

            سجل لقراءة هذا المقال
            مواضيع ذات صلة
            """
        );
        Assert.Equal("الشرق الأوسط", article.Source.Name);
        Assert.Equal("العالم", article.Section);
        Assert.Equal("الرياض", article.Dateline);
        Assert.Equal("محمد العتيبي", article.Byline);
        Assert.StartsWith("وزراء الطاقة يبحثون", article.Headline);
        Assert.Equal(2, article.Body!.Split("\n\n").Length);
        Assert.False(article.IsAccessibleForFree);
    }

    [Fact]
    public async Task Plain_text_is_a_headline_and_a_body()
    {
        var article = await Reading.One("text", "Short news\n\nIt rained.\nIt stopped.\n");
        Assert.Equal("Short news", article.Headline);
        Assert.Equal("It rained.\n\nIt stopped.", article.Body);
        Assert.Equal(Completeness.Full, article.Completeness);
        Assert.Null(article.IsAccessibleForFree);
        Assert.Empty(article.Via);
    }

    [Fact]
    public async Task Wrapped_text_with_credit_and_dateline_is_read()
    {
        var article = await Reading.One(
            "text",
            """
            Senate passes spending bill after long night of votes

            By John Smith

            WASHINGTON (AP) — The Senate passed a sweeping spending bill early
            on Saturday after a long night of votes, sending it to the House,
            where its fate is far from certain and the debate will be bitter.

            The bill now goes to the House.
            """
        );
        Assert.Equal("Senate passes spending bill after long night of votes", article.Headline);
        Assert.Equal(("WASHINGTON", "By John Smith"), (article.Dateline, article.Byline));
        Assert.Equal(2, article.Body!.Split("\n\n").Length);
        Assert.Contains("bill early on Saturday", article.Body);
    }

    [Fact]
    public async Task A_single_line_is_a_headline() =>
        Assert.Equal(Completeness.Headline, (await Reading.One("text", "Markets close higher")).Completeness);

    [Fact]
    public async Task The_address_of_the_aggregator_is_not_the_article_s()
    {
        var context = Reading.Context with { Via = "inkl", Url = "https://www.inkl.com/a/1" };
        var article = await Reading.One("text", "Short news\n\nIt rained.\n", context);
        Assert.Null(article.Url);
        Assert.Equal("inkl", Assert.Single(article.Via).Name);
    }
}
