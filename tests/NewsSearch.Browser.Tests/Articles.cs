namespace NewsSearch.Browser.Tests;

/// <summary>Invented articles in the scripts that pages must keep apart.</summary>
internal static class Articles
{
    public static readonly string[] Lines =
    [
        """{"source":"صحيفة المرفأ","title":"افتتاح الجسر الجديد في الميناء","language":"ar","date":"2024-02-10T22:30:00Z","section":"محليات","topics":["نقل/طرق"],"byline":"سلمى حداد","dateline":"صور","text":"افتُتح الجسر الجديد يوم السبت بعد عامين من العمل.\n\nقال مدير Harbour Board إن الجسر يحمل 12,000 سيارة يوميًا.","images":[{"url":"https://marfa.example/bridge.jpg","caption":"الجسر عند الفجر","credit":"تصوير: م. خوري"}]}""",
        """{"source":"יומן הנמל","title":"הגשר החדש נפתח","language":"he","date":"2024-02-11","topics":["transport/roads"],"text":"הגשר נפתח ביום ראשון. The mayor said: \"finally\"."}""",
        """{"source":"روزنامه بندر","title":"پل تازه گشایش یافت","language":"fa","date":"2024-02","text":"پل تازه پس از دو سال گشایش یافت."}""",
        """{"source":"The Mixed Courier","title":"What الجسر means to the harbour","language":"en","date":"2024-02-12T10:00:00Z","authors":["Ada Fielding","סלמה חדד"],"topics":["medtop:20001238"],"isAccessibleForFree":false,"text":"The word الجسر is on every wall, </script> and all."}""",
        """{"source":"The Mixed Courier","title":"A headline without date","language":"en","text":"Nobody knows when."}""",
    ];
}
