using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.SavedText;

/// <summary>What a line of a page is when it is not part of the article.</summary>
internal enum Furniture
{
    None,

    /// <summary>Asks to sign up, pay or log in before reading on: there is more behind a wall.</summary>
    Wall,

    /// <summary>Begins a list of other stories.</summary>
    OtherStories,

    /// <summary>Everything else: navigation, apps, newsletters, sharing, legal lines.</summary>
    CallToAction,
}

/// <summary>Patterns of lines that sites of any name and several languages put around articles.</summary>
internal static partial class PageFurniture
{
    // Longer lines are prose, whatever words they have.
    private const int LongestLine = 160;

    public static Furniture Classify(string line)
    {
        if (line.Length > LongestLine)
            return Furniture.None;
        if (Wall().IsMatch(line))
            return Furniture.Wall;
        if (OtherStories().IsMatch(line))
            return Furniture.OtherStories;
        if (Legal().IsMatch(line) || Slogan().IsMatch(line))
            return Furniture.CallToAction;
        return Action().IsMatch(line) && !IsPlainSentence(line) ? Furniture.CallToAction : Furniture.None;
    }

    // "Terms of the deal were not disclosed." begins like a link, but nobody is addressed and nothing is sold.
    // The words that sell are known in Latin letters only, so elsewhere the sentence must be longer.
    private static bool IsPlainSentence(string line) =>
        line.EndsWith('.')
        && line.Count(c => c == ' ') >= (char.IsAsciiLetter(line[0]) ? 4 : 10)
        && !Selling().IsMatch(line);

    [GeneratedRegex(
        @"\b(?:you|your|yours|our|us|app|apps|membership|subscription|an?\s+account|newsletters?|inbox|cookies|privacy\s+policy|terms\s+(?:and|of\s+(?:use|service))|premium|unlimited|trial|e-?mail|sie|ihre?n?|vous|votre|vos|tu|tus|su|sus|usted|te|ti|voi|você|sua|je|jouw|app|abo|abonnement\w*|suscripción|membresía|gratis|gratuit\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Selling();

    [GeneratedRegex(
        """
            ^(?:please\s+)?(?:sign\s?(?:up|in)|log\s?in|register|subscribe|join|create\s+an?\s+(?:free\s+)?account|upgrade|unlock|start\s+(?:your|a)\s+(?:free\s+)?trial|become\s+a\s+(?:member|subscriber)|continue)\b.{0,60}\b(?:to|and)\s+(?:read|continue|keep\s+reading|view|access|unlock|see)\b
            |^(?:to\s+)?(?:continue|keep)\s+reading\b.{0,60}(?:sign|log\s?in|subscri|regist|account|member|free|$)
            |^(?:this|the\s+full)\s+(?:article|story|content)\s+is\s+(?:for|reserved|only|available\s+(?:only\s+)?(?:to|for))\b
            |\b(?:for|exclusive\s+to)\s+(?:subscribers|members)(?:\s+only)?[.!]?$
            |^(?:unlock|get\s+full\s+access\s+to)\s+(?:this|the)\b
            |^already\s+(?:a|have\s+an?)\s+(?:\w+\s+)?(?:member|subscriber|account|subscription)\b
            |^you(?:’|')?ve\s+reached\s+your\b|^you\s+have\s+reached\s+your\b
            |^(?:melden\s+sie\s+sich\s+an|jetzt\s+(?:anmelden|registrieren|abonnieren)|registrieren\s+sie\s+sich|anmelden|einloggen|abonnieren\s+sie).{0,60}(?:lesen|weiterlesen|zugang)
            |^(?:weiterlesen\s+mit|sie\s+(?:haben\s+bereits|sind\s+bereits)|bereits\s+(?:abonnent|mitglied|registriert|kunde)|schon\s+(?:abonnent|mitglied)|dieser\s+artikel\s+ist\s+(?:nur|exklusiv))
            |^(?:inscrivez|abonnez|connectez|identifiez)[\s\-]vous\b.{0,60}\b(?:lire|accéder|poursuivre|continuer)
            |^(?:déjà\s+(?:abonné|membre|inscrit|client)|(?:cet\s+)?article\s+(?:est\s+)?réservé|la\s+suite\s+est\s+réservée|il\s+vous\s+reste\s+\d+|poursuivez\s+votre\s+lecture)
            |^(?:reg[ií]strate|suscr[ií]bete|suscríbase|regístrese|inicia\s+sesión|hazte\s+(?:socio|suscriptor)).{0,60}\b(?:leer|continuar|acceder|seguir)
            |^¿?(?:ya\s+(?:eres|es|tienes|soy)\s+(?:\w+\s+){0,2}(?:miembro|suscriptor|socio|cuenta|suscrito)|(?:este\s+)?artículo\s+(?:es\s+)?(?:solo|exclusivo|reservado))
            |^(?:registrati|abbonati|iscriviti|accedi).{0,60}\b(?:legger|continuare|accedere)
            |^(?:sei\s+)?già\s+(?:abbonato|iscritto|registrato|membro)|^contenuto\s+riservato
            |^(?:registe-se|assine|inscreva-se|cadastre-se|faça\s+login|entre).{0,60}\b(?:ler|continuar|acessar|lendo)
            |^já\s+(?:é|tem)\s+(?:\w+\s+)?(?:assinante|membro|conta|assinatura)
            |^(?:meld\s+je\s+aan|registreer|word\s+(?:lid|abonnee)|log\s+in|abonneer).{0,60}\b(?:lezen|verder|toegang)
            |^(?:al\s+(?:lid|abonnee)|ben\s+je\s+al)\b
            |^(?:سجل|سجّل|اشترك|قم\s+بتسجيل).{0,60}(?:قراءة|لقراءة|المقال)|^(?:هل\s+)?(?:أنت\s+)?(?:عضو|مشترك)\s+بالفعل
            |^(?:зарегистрируйтесь|подпишитесь|войдите).{0,60}(?:чтобы|читать)|^уже\s+(?:есть|зарегистрированы|подписаны)
            |^(?:okumak|okumaya\s+devam).{0,60}(?:üye|kayıt|abone)|^zaten\s+(?:üye|abone)
            |^(?:logga\s+in|bli\s+(?:medlem|prenumerant)|logg\s+inn|log\s+ind).{0,60}(?:läsa|lese|læse)
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex Wall();

    [GeneratedRegex(
        """
            ^(?:related(?:\s+(?:stories|articles|news|content|coverage|topics|posts|reading))?|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|recommended(?:\s+(?:for\s+you|reading|stories|articles))?|more\s+(?:stories|news|from|on|in|like\s+this)\b.{0,40}|read\s+(?:more|next|also)\b.{0,40}|(?:our|editor(?:’|')?s?(?:’|')?|staff)\s+(?:picks?|choice)|(?:top|latest|popular|trending|featured|most\s+(?:read|popular|viewed|shared|commented)|other|more\s+top)(?:\s+(?:stories|news|articles|headlines|reads|posts|now|today|videos))*(?:\s+(?:on|at|in|from)\s+\S.{0,40})?|trending(?:\s+.{0,30})?|what\s+to\s+read\s+next|up\s+next|don(?:’|')t\s+miss|see\s+also|explore\s+more|keep\s+reading|from\s+the\s+web|around\s+the\s+web|sponsored(?:\s+\w+)*|promoted(?:\s+\w+)*)\s*[:.…]?$
            |^(?:ähnliche|weitere|verwandte|mehr)\s+(?:artikel|meldungen|nachrichten|themen|beiträge|aus|von|zum)\b.{0,40}$|^(?:meistgelesen\w*|am\s+meisten\s+gelesen|top[\s\-]?(?:meldungen|themen|nachrichten|storys?|stories)\b.{0,40}|auch\s+interessant|das\s+könnte\s+(?:sie|dich)\b.{0,40}|lesen\s+sie\s+(?:auch|mehr)\b.{0,60}|unsere\s+(?:empfehlungen|auswahl|tipps|favoriten)|empfohlen\w*|empfehlungen\b.{0,30}|aktuelle\s+meldungen)\s*:?$
            |^(?:articles?\s+(?:liés?|similaires?|connexes?|associés?|recommandés?)|à\s+lire\s+(?:aussi|également)\b.{0,60}|lire\s+(?:aussi|la\s+suite)\b.{0,60}|(?:les\s+)?plus\s+(?:lus|populaires|consultés)\b.{0,40}|à\s+la\s+une\b.{0,40}|(?:nos|notre)\s+(?:choix|sélections?|coups?\s+de\s+cœur|recommandations)|sur\s+le\s+même\s+(?:sujet|thème)|vous\s+aimerez\s+aussi\b.{0,30}|dans\s+la\s+même\s+rubrique|(?:les\s+)?(?:principaux|meilleurs)\s+(?:articles|titres)\b.{0,40}|en\s+ce\s+moment\b.{0,30})\s*:?$
            |^(?:(?:noticias|artículos|historias|contenidos?)\s+(?:relacionad[oa]s?|destacad[oa]s?|similares|principales|recomendad[oa]s?)\b.{0,40}|(?:lo|los|las)\s+más\s+(?:leíd[oa]s?|vist[oa]s?|popular(?:es)?|destacad[oa]s?)\b.{0,40}|te\s+(?:puede|podría)\s+interesar|(?:lee|leer|lea)\s+(?:también|más)\b.{0,60}|nuestra\s+selección|nuestras\s+recomendaciones|recomendad[oa]s?(?:\s+para\s+ti)?|más\s+(?:noticias|historias)\b.{0,40}|relacionad[oa]s?)\s*:?$
            |^(?:(?:articoli|notizie|storie)\s+(?:correlat[ei]|simili|principali|in\s+evidenza)\b.{0,40}|(?:i\s+)?più\s+letti\b.{0,40}|leggi\s+anche\b.{0,60}|potrebbe(?:ro)?\s+interessarti\b.{0,30}|le\s+nostre\s+scelte|scelti\s+per\s+(?:te|voi))\s*:?$
            |^(?:(?:notícias|artigos|histórias|matérias)\s+(?:relacionad[oa]s?|principais|em\s+destaque)\b.{0,40}|(?:as\s+)?mais\s+(?:lidas|lidos|populares|vistas)\b.{0,40}|leia\s+(?:também|mais)\b.{0,60}|veja\s+também\b.{0,60}|nossas\s+escolhas)\s*:?$
            |^(?:gerelateerd\w*(?:\s+\w+)?|meest\s+gelezen\b.{0,30}|lees\s+(?:ook|meer|verder)\b.{0,60}|meer\s+(?:nieuws|over|van)\b.{0,40}|onze\s+(?:keuze|selectie)|topverhalen\b.{0,30})\s*:?$
            |^(?:اقرأ\s+(?:أيضا|أيضاً|المزيد).{0,60}|مواضيع\s+ذات\s+صلة|أخبار\s+ذات\s+صلة|مقالات\s+ذات\s+صلة|الأكثر\s+(?:قراءة|مشاهدة).{0,40}|اخترنا\s+لك(?:م)?|أهم\s+الأخبار.{0,40})\s*:?$
            |^(?:похожие\s+\w+|читайте\s+также.{0,60}|по\s+теме|самое\s+(?:читаемое|популярное).{0,30}|популярное.{0,30}|выбор\s+редакции|ilgili\s+haberler|en\s+çok\s+okunan.{0,30}|läs\s+(?:också|även|mer).{0,60}|mest\s+l(?:äst|est|æst).{0,30}|关联阅读|相关(?:阅读|新闻|文章)|推荐阅读|関連(?:記事|ニュース)|おすすめ.{0,10}|人気(?:記事|ランキング).{0,10})\s*:?$
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex OtherStories();

    [GeneratedRegex(
        """
            ^(?:(?:sign|log)\s?(?:up|in|out)\b|subscribe\b|register\b|join\s+(?:us|now|free|today|\d)|start\s+(?:reading|now|free|your)|get\s+(?:all|the|our|unlimited|started|news|breaking|your)\b(?!.*\bsaid\b)|download\b|install\b|open\s+in\b|try\s+(?:it|for|free|\w+\s+free)|follow\s+(?:us|\w+\s+on)|share(?:\s+(?:this|on|via|article|story|full\s+article).{0,40})?$|tweet$|e-?mail$|print(?:\s+(?:this|article).{0,20})?$|copy\s+link|save(?:\s+(?:article|for\s+later|story))?$|comments?(?:\s*\(?\d+\)?)?$|\d+\s+comments?$|(?:view|leave|add|post|show|hide)\s+(?:a\s+)?comments?|skip\s+to|menu$|search$|home(?:page)?$|back\s+to|go\s+to|click\s+here|tap\s+(?:here|to)|listen\s+to\s+this|play\s+(?:audio|video)|watch\s+(?:live|now|video)|advertisement$|ad$|advert\w*$|sponsored|continue\s+reading|scroll\s+(?:down|to)|load(?:ing)?(?:\s+more.{0,20})?\.{0,3}$|next$|previous$|view\s+(?:all|original|more|full)|see\s+(?:all|more)|show\s+more|learn\s+more|find\s+out\s+more|read\s+(?:news|the\s+full|full|unlimited|original|it\s+on|on|in)\b|support\s+(?:us|our)|donate|contact\s+us|about\s+us|help(?:\s+cent(?:er|re))?$|faqs?$|newsletter|cookie|we\s+use\s+cookies|accept\s+(?:all|cookies)|manage\s+(?:cookies|preferences|your)|privacy|terms\b|give\s+(?:a\s+)?gift|upgrade\b|go\s+premium|(?:premium|free)\s+(?:trial|access)|no\s+thanks|not\s+now|text\s+size|font\s+size|dark\s+mode|switch\s+to|edition$|enter\s+your\s+e?-?mail)
            |^.{0,40}\b(?:days?|weeks?|months?)\s+free\b.{0,15}$|^(?:\w+\s+){0,3}free\s+(?:for\s+)?\w+\s+(?:days?|weeks?|months?)\b.{0,15}$|\bfree\s+trial\b
            |^(?:one|a\s+single)\s+(?:app|subscription|membership|account)\b
            |^\d+\+?(?:’|')?s?\s+(?:of\s+)?(?:\w+\s+){0,3}(?:sources|titles|publishers|publications|newspapers|magazines|outlets)\b.{0,30}$
            |\b(?:app\s+store|google\s+play)\b|^\d+\s+min(?:ute)?s?(?:\s+read)?$|^(?:\d+|an?)\s+(?:minutes?|mins?|hours?|hrs?|days?|weeks?)\s+ago$|^by\s+continuing\b|^(?:reading\s+time|estimated\s+read)
            |^(?:jetzt\s+(?:anmelden|registrieren|abonnieren|lesen|testen|starten|herunterladen)|anmelden|einloggen|registrieren|abonnieren|kostenlos\s+.{0,30}$|app\s+(?:herunterladen|laden|öffnen)|(?:laden|holen)\s+sie\b.{0,40}\bapp|folgen\s+sie|teilen$|drucken$|merken$|kommentare?(?:\s*\(?\d+\)?)?$|anzeige$|werbung$|startseite$|suche$|menü$|zum\s+(?:inhalt|artikel|thema)|zurück\b|mehr\s+(?:erfahren|anzeigen|laden)|alle\s+(?:ihre\s+|deine\s+)?(?:nachrichten|news)\b.{0,60}|eine\s+app\b.{0,60}|(?:ein|eine\s+einzige)\s+(?:abo|abonnement|mitgliedschaft)\b.{0,60}|lesen\s+sie\s+(?:nachrichten|tausende|hunderte)\b.{0,80}|\w+\s+tage\s+(?:gratis|kostenlos|frei)|impressum|datenschutz|newsletter|hören\s+sie|vorlesen|artikel\s+(?:anhören|teilen|merken|drucken))
            |^(?:s(?:’|')(?:inscrire|abonner|identifier)|se\s+connecter|inscrivez-vous|abonnez-vous|connectez-vous|rejoignez|téléchargez?r?\b|ouvrir\s+dans|partager|imprimer$|commentaires?|commenter|publicité$|accueil$|rechercher?$|menu$|voir\s+(?:plus|tout|tous)|en\s+savoir\s+plus|suivez-nous|(?:toute?s?\s+)?(?:vos|votre|l(?:’|'))\s?actualités?\b.{0,60}|une\s+(?:seule\s+)?(?:app|application)\b.{0,60}|un\s+(?:seul\s+)?abonnement\b.{0,80}|lisez\s+(?:l(?:’|')actualité|des|les\s+actualités)\b.{0,80}|\w+\s+jours\s+(?:gratuits|offerts|d(?:’|')essai)\b.{0,20}|essai\s+gratuit|commencer?z?\s+(?:à\s+lire|la\s+lecture)|mentions\s+légales|politique\s+de|écouter\s+l|temps\s+de\s+lecture|centaines\s+de\s+titres\b.{0,40})
            |^(?:inici(?:a|ar|e)\s+sesión|reg[ií]str(?:ate|arse|ese)|suscr[ií]b(?:ete|irse|ase)|descarg(?:a|ar|ue)\b|abrir\s+en|compartir|comparte|imprimir$|comentarios?|publicidad$|inicio$|buscar$|menú$|ver\s+(?:más|todo)|más\s+información|síguenos|todas?\s+(?:tus|sus|las)\s+noticias\b.{0,60}|una\s+(?:sola\s+)?(?:app|aplicación|suscripción|membresía)\b.{0,80}|lee\s+(?:noticias|las\s+noticias)\b.{0,80}|\w+\s+días\s+gratis|prueba\s+gratis|(?:empieza|comienza)\s+a\s+leer|aviso\s+legal|política\s+de|escuchar|tiempo\s+de\s+lectura|más\s+de\s+\d+\s+(?:fuentes|medios|títulos)\b.{0,40})
            |^(?:accedi|registrati|abbonati|iscriviti|scarica|apri\s+(?:in|nell)|condividi|stampa$|commenti|pubblicità$|cerca$|seguici|tutte\s+le\s+(?:tue\s+)?notizie\b.{0,60}|un(?:’|')(?:unica\s+)?app\b.{0,60}|un\s+(?:solo\s+)?abbonamento\b.{0,60}|inizia\s+a\s+leggere|\w+\s+giorni\s+gratis|prova\s+gratuita|informativa|entrar$|assine|cadastre-se|baixe|baixar|compartilh\w+|comentários|publicidade$|siga-nos|todas\s+as\s+(?:suas\s+)?notícias\b.{0,60}|um\s+(?:só\s+)?aplicativo\b.{0,60}|comece\s+a\s+ler|\w+\s+dias\s+grátis|inloggen$|aanmelden$|registreren$|download\s+de\s+app|deel\s|delen$|reacties|advertentie$|al\s+je\s+nieuws\b.{0,60}|één\s+app\b.{0,60}|begin\s+met\s+lezen|\w+\s+dagen\s+gratis)
            |^(?:تسجيل\s+(?:الدخول|الاشتراك)|اشترك|سجل|حمل\s+التطبيق|تحميل\s+التطبيق|نزّل|شارك|طباعة|تعليقات?|إعلان|الرئيسية|بحث|المزيد|تابعنا|كل\s+(?:أخبارك|الأخبار)|تطبيق\s+واحد|ابدأ\s+القراءة|войти|регистрация|подписаться|скачать|поделиться|комментари\w+|реклама$|giriş\s+yap|kayıt\s+ol|abone\s+ol|paylaş|yorumlar?|reklam$|uygulamayı\s+indir|登录|注册|订阅|下载|分享|评论|广告|ログイン|登録|購読|ダウンロード|シェア|広告)
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex Action();

    // "Get all your news in one place.", "All the news. One app."
    [GeneratedRegex(
        """
            ^(?:all\s+(?:the|your|of\s+your)\s+(?:\w+\s+){0,2}(?:news|stories|titles)|your\s+(?:\w+\s+){0,2}news\b|the\s+news\s+you|news\s+from\s+(?:\d|hundreds|thousands|around)|(?:hundreds|thousands|dozens|100s|1000s)\s+of\s+(?:\w+\s+){0,2}(?:titles|sources|publications|publishers|newspapers)).{0,80}$
            |^(?:\w+\s+){0,3}(?:trusted|premium|global)\s+(?:\w+\s+)?(?:sources|titles|publishers|publications)\.?$
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex Slogan();

    [GeneratedRegex(
        @"^(?:©|ⓒ|\(c\)\s|copyright\b)|\ball\s+rights\s+reserved\b|\balle\s+rechte\s+vorbehalten\b|\btous\s+droits\s+réservés\b|\btodos\s+los\s+derechos\b|\btutti\s+i\s+diritti\b|\btodos\s+os\s+direitos\b|جميع\s+الحقوق",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Legal();
}
