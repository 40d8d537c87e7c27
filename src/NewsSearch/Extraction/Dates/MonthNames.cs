namespace NewsSearch.Extraction;

/// <summary>Names of months as pages write them, in the languages that news is written in.</summary>
internal static class MonthNames
{
    /// <summary>
    /// The months of the Gregorian calendar, one line each. A name that means another month in another language
    /// (Polish and Croatian "listopad") is left out: a rejected date is better than a wrong one.
    /// </summary>
    private static readonly string[] Gregorian =
    [
        "january januar janvier enero gennaio janeiro januari jänner gener ianuarie január ocak tammikuu tammikuuta "
            + "stycznia styczeń ledna leden января январь січня січень януари јануар ιανουαρίου ιανουάριος "
            + "يناير جانفي كانون_الثاني ژانویه ינואר जनवरी জানুয়ারি جنوری มกราคม",
        "february februar février fevrier febrero febbraio fevereiro februari febrer februarie február şubat helmikuu "
            + "helmikuuta lutego luty února únor февраля февраль лютого лютий февруари фебруар φεβρουαρίου φεβρουάριος "
            + "فبراير فيفري شباط فوریه פברואר फ़रवरी फरवरी ফেব্রুয়ারি فروری กุมภาพันธ์",
        "march märz maerz mars marzo março marco maart març marts martie március mart maret mac machi maaliskuu "
            + "maaliskuuta marca marzec března březen марта март березня березень μαρτίου μάρτιος مارس آذار اذار מרץ מרס "
            + "मार्च মার্চ مارچ มีนาคม",
        "april avril abril aprile aprilie április nisan aprili huhtikuu huhtikuuta kwietnia kwiecień dubna duben апреля "
            + "апрель април квітня квітень απριλίου απρίλιος أبريل ابريل إبريل أفريل نيسان آوریل אפריל अप्रैल এপ্রিল اپریل เมษายน",
        "may mai mayo maggio maio mei maig május maj mayıs toukokuu toukokuuta maja května květen мая май травня травень "
            + "мај μαΐου μάιος مايو ماي أيار ايار مه מאי मई মে مئی พฤษภาคม",
        "june juni juin junio giugno junho juny iunie június haziran kesäkuu kesäkuuta czerwca czerwiec června červen "
            + "июня июнь юни червня червень јун ιουνίου ιούνιος يونيو يونيه جوان حزيران ژوئن יוני जून জুন جون มิถุนายน",
        "july juli juillet julio luglio julho juliol iulie július temmuz julai heinäkuu heinäkuuta lipca lipiec července "
            + "červenec июля июль юли липня липень јул ιουλίου ιούλιος يوليو يوليه جويلية تموز ژوئیه יולי जुलाई জুলাই جولائی กรกฎาคม",
        "august août aout agosto augustus agost augusti augusztus ağustos ogos agustus agosti elokuu elokuuta sierpnia "
            + "sierpień srpna srpen августа август серпня серпень αυγούστου αύγουστος أغسطس اغسطس غشت أوت آب اوت אוגוסט "
            + "अगस्त আগস্ট اگست สิงหาคม",
        "september septembre septiembre settembre setembro setembre septembrie szeptember eylül septemba syyskuu "
            + "syyskuuta września wrzesień září сентября сентябрь септември вересня вересень септембар σεπτεμβρίου "
            + "σεπτέμβριος سبتمبر شتنبر أيلول ايلول سپتامبر ספטמבר सितंबर सितम्बर সেপ্টেম্বর ستمبر กันยายน sept",
        "october oktober octobre octubre ottobre outubro octombrie október ekim oktoba lokakuu lokakuuta października "
            + "październik října říjen октября октябрь октомври жовтня жовтень октобар οκτωβρίου οκτώβριος أكتوبر اكتوبر "
            + "تشرين_الأول تشرين_الاول اکتبر אוקטובר अक्टूबर अक्तूबर অক্টোবর اکتوبر ตุลาคม",
        "november novembre noviembre novembro noiembrie kasım novemba marraskuu marraskuuta ноября ноябрь ноември "
            + "новембар νοεμβρίου νοέμβριος نوفمبر نونبر تشرين_الثاني نوامبر נובמבר नवंबर नवम्बर নভেম্বর نومبر พฤศจิกายน",
        "december dezember décembre decembre diciembre dicembre dezembro desembre decembrie aralık desember disember "
            + "desemba joulukuu joulukuuta grudnia grudzień prosince prosinec декабря декабрь декември грудня грудень "
            + "децембар δεκεμβρίου δεκέμβριος ديسمبر دجنبر كانون_الأول كانون_الاول دسامبر דצמבר दिसंबर दिसम्बर ডিসেম্বর دسمبر ธันวาคม",
    ];

    /// <summary>The months of the Solar Hijri calendar of Iran and Afghanistan.</summary>
    private static readonly string[] SolarHijri =
    [
        "فروردین حمل",
        "اردیبهشت ثور",
        "خرداد جوزا",
        "تیر سرطان",
        "مرداد اسد",
        "شهریور سنبله",
        "مهر میزان",
        "آبان عقرب",
        "آذر قوس",
        "دی جدی",
        "بهمن دلو",
        "اسفند حوت",
    ];

    private static readonly Dictionary<string, int> GregorianNumbers = Collect(Gregorian, withAbbreviations: true);
    private static readonly Dictionary<string, int> SolarHijriNumbers = Collect(SolarHijri, withAbbreviations: false);

    /// <summary>1 to 12 for a name or its usual abbreviation; -1 when it is no month.</summary>
    public static int Find(string name)
    {
        var word = name.TrimEnd('.').Replace(' ', '_');
        if (GregorianNumbers.TryGetValue(word, out var number))
            return number;
        // Hebrew joins the "in" to the name.
        return word is ['ב', ..] ? GregorianNumbers.GetValueOrDefault(word[1..], -1) : -1;
    }

    /// <summary>1 to 12 for a month of the Solar Hijri calendar; -1 when it is none.</summary>
    public static int FindSolarHijri(string name) => SolarHijriNumbers.GetValueOrDefault(name, -1);

    private static Dictionary<string, int> Collect(string[] months, bool withAbbreviations)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var month = 1; month <= months.Length; month++)
        {
            foreach (var name in months[month - 1].Split(' '))
                numbers[name] = month;
        }
        if (withAbbreviations)
            AddAbbreviations(numbers, months);
        return numbers;
    }

    // Earlier names win, and these are the commoner languages: "mar" is March although Finnish has a marraskuu.
    private static void AddAbbreviations(Dictionary<string, int> numbers, string[] months)
    {
        for (var rank = 0; rank < months.Max(m => m.Split(' ').Length); rank++)
        {
            for (var month = 1; month <= months.Length; month++)
            {
                var names = months[month - 1].Split(' ');
                if (rank >= names.Length || names[rank][0] is < 'A' or >= '\u0590')
                    continue;
                // French juin and juillet share three letters, so four are an abbreviation too.
                numbers.TryAdd(names[rank][..Math.Min(3, names[rank].Length)], month);
                numbers.TryAdd(names[rank][..Math.Min(4, names[rank].Length)], month);
            }
        }
        // More than one month, in one language (jui) or in two that are read alike.
        foreach (var ambiguous in (string[])["jui", "čer", "červ", "lis", "list", "črv"])
            numbers.Remove(ambiguous);
    }
}
