namespace NewsSearch.Browser.Tests;

/// <summary>Invented articles in the scripts that pages must keep apart.</summary>
internal static class Articles
{
    /// <summary>An article of two versions in each direction of writing, by the words that find them.</summary>
    public static readonly IReadOnlyList<string> Revised = ["q=tollbridge", "q=%D8%AA%D8%B5%D9%88%D9%8A%D8%A8"];

    // Longer than any window is wide.
    private static readonly string Endless = new('x', 200);

    public static readonly string[] Lines =
    [
        """{"source":"صحيفة المرفأ","title":"افتتاح الجسر الجديد في الميناء","language":"ar","date":"2024-02-10T22:30:00Z","section":"محليات","topics":["نقل/طرق"],"byline":"سلمى حداد","dateline":"صور","text":"افتُتح الجسر الجديد يوم السبت بعد عامين من العمل.\n\nقال مدير Harbour Board إن الجسر يحمل 12,000 سيارة يوميًا.","images":[{"url":"https://marfa.example/bridge.jpg","caption":"الجسر عند الفجر","credit":"تصوير: م. خوري"}]}""",
        """{"source":"יומן הנמל","title":"הגשר החדש נפתח","language":"he","date":"2024-02-11","topics":["transport/roads"],"text":"הגשר נפתח ביום ראשון. The mayor said: \"finally\"."}""",
        """{"source":"روزنامه بندر","title":"پل تازه گشایش یافت","language":"fa","date":"2024-02","text":"پل تازه پس از دو سال گشایش یافت."}""",
        """{"source":"The Mixed Courier","title":"What الجسر means to the harbour","language":"en","date":"2024-02-12T10:00:00Z","authors":["Ada Fielding","סלמה חדד"],"topics":["medtop:20001238"],"isAccessibleForFree":false,"text":"The word الجسر is on every wall, </script> and all."}""",
        $$"""{"source":"The Mixed Courier","title":"Words without end","language":"en","section":"{{Endless}}","authors":["{{Endless}}"],"topics":["{{Endless}}"],"date":"2024-02-13","text":"Nothing breaks."}""",
        """{"source":"The Mixed Courier","title":"A headline without date","language":"en","text":"Nobody knows when."}""",
    ];

    /// <summary>The first versions, and what replaces them; each is sent by itself.</summary>
    public static readonly string[] Versions =
    [
        """{"source":"The Revised Gazette","id":"v","url":"https://gazette.example/toll","title":"Tollbridge opens","language":"en","date":"2024-03-04T08:00:00Z","section":"City","byline":"By Ada Fielding","text":"The tollbridge opened on Monday.\n\nTen thousand vehicles will use it each day."}""",
        """{"source":"The Revised Gazette","id":"v","url":"https://gazette.example/toll","title":"Tollbridge opens at last","language":"en","date":"2024-03-04T08:00:00Z","section":"City","byline":"By Ada Fielding and Henrik Solberg","text":"The tollbridge opened on Monday.\n\nTwelve thousand vehicles will use it each day.\n\nCorrection: an earlier version said ten thousand."}""",
        """{"source":"صحيفة المرفأ","id":"v","title":"فتح الجسر","language":"ar","date":"2024-02-11","text":"فتح الجسر يوم الاثنين.\n\nقال مدير Harbour Board إن العمل اكتمل."}""",
        """{"source":"صحيفة المرفأ","id":"v","title":"فتح الجسر أخيرًا","language":"ar","date":"2024-02-11","text":"فتح الجسر يوم الثلاثاء.\n\nقال مدير Harbour Board إن العمل اكتمل.\n\nتصويب: كان الافتتاح يوم الثلاثاء."}""",
    ];

    /// <summary>What cannot be read, and has a reason in the ledger.</summary>
    public const string Broken = """{"source":"The Mixed Courier","title":"Cut off""";
}
