using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Corpus;

/// <summary>
/// Articles of invented words for benchmarks, as JSON Lines with id, source, date, topics, title and body: 300 sources
/// and 100 topics with Zipf weights, 1 to 3 topics an article, dates from 2005 to 2024, about 430 words.
/// </summary>
internal sealed class SyntheticCorpus(Vocabulary words, int count, bool sorted)
{
    public const int Sources = 300;

    private const double TypicalWords = 350;
    private const double WordsSpread = 0.65;

    private static readonly string[] Roots =
    [
        "politics",
        "economy",
        "business",
        "world",
        "science",
        "technology",
        "health",
        "sport",
        "culture",
        "environment",
    ];

    private static readonly string[] Branches =
    [
        "policy",
        "markets",
        "law",
        "labour",
        "trade",
        "energy",
        "research",
        "people",
        "regions",
    ];

    private static readonly string[] Topics =
    [
        .. Roots.SelectMany(r => Branches.Select(b => $"{r}/{b}").Prepend(r)).OrderBy(t => t.Length * 31 % 17),
    ];

    private static readonly DateOnly FirstDay = new(2005, 1, 1);
    private static readonly int Days = new DateOnly(2025, 1, 1).DayNumber - FirstDay.DayNumber;

    private readonly Zipf _sources = new(Sources, 1.0);
    private readonly Zipf _topics = new(Topics.Length, 0.8);
    private readonly StringBuilder _text = new();

    public void WriteTo(Stream output, CancellationToken cancellation)
    {
        var line = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(line);
        for (var number = 0; number < count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            line.ResetWrittenCount();
            json.Reset();
            WriteArticle(json, number);
            json.Flush();
            output.Write(line.WrittenSpan);
            output.WriteByte((byte)'\n');
        }
    }

    private void WriteArticle(Utf8JsonWriter json, int number)
    {
        var random = new SeededRandom((ulong)number);
        // Later years have more articles; the draw is made in both cases, so that the rest of the article is the same.
        var drawn = (int)(Days * Math.Sqrt(random.Fraction()));
        var day = sorted ? (int)((long)number * Days / count) : drawn;
        json.WriteStartObject();
        json.WriteNumber("id", number + 1);
        json.WriteString("source", $"src-{_sources.Draw(random):D3}");
        json.WriteString("date", FirstDay.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteTopics(json, random);
        json.WriteString("title", Title(random));
        json.WriteString("body", Body(random));
        json.WriteEndObject();
    }

    private void WriteTopics(Utf8JsonWriter json, SeededRandom random)
    {
        var chance = random.Fraction();
        var wanted =
            chance < 0.1 ? 3
            : chance < 0.45 ? 2
            : 1;
        var chosen = new HashSet<int>();
        while (chosen.Count < wanted)
            chosen.Add(_topics.Draw(random));
        json.WriteStartArray("topics");
        foreach (var topic in chosen.Order())
            json.WriteStringValue(Topics[topic]);
        json.WriteEndArray();
    }

    private string Title(SeededRandom random)
    {
        _text.Clear();
        AppendSentence(5 + random.Below(6), random);
        return _text.ToString();
    }

    private string Body(SeededRandom random)
    {
        _text.Clear();
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.Fraction())) * Math.Cos(2 * Math.PI * random.Fraction());
        var left = (int)Math.Clamp(TypicalWords * Math.Exp(WordsSpread * normal), 40, 4_000);
        for (var sentence = 1; left > 0; sentence++)
        {
            var length = 8 + random.Below(24);
            AppendSentence(length, random);
            _text.Append(sentence % 3 == 0 ? ".\n\n" : ". ");
            left -= length;
        }
        return _text.ToString().TrimEnd();
    }

    private void AppendSentence(int length, SeededRandom random)
    {
        for (var word = 0; word < length; word++)
        {
            if (word > 0)
                _text.Append(' ');
            var drawn = words.Draw(random);
            if (word == 0)
                _text.Append(char.ToUpperInvariant(drawn[0])).Append(drawn, 1, drawn.Length - 1);
            else
                _text.Append(drawn);
        }
    }
}
