using System.Globalization;
using System.Text;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction;

/// <summary>
/// Damages documents for the tests of readers, the same way for the same seed. The number of inputs is small in the
/// suite; <c>NEWSSEARCH_FUZZ=100000</c> gives each reader so many, within the limits that are promised for one input.
/// </summary>
internal static class Mutations
{
    private static readonly int? Asked = int.TryParse(
        Environment.GetEnvironmentVariable("NEWSSEARCH_FUZZ"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : null;

    /// <summary>What one input may take.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    /// <summary>What one input may allocate, all told.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    private static readonly Encoding[] Encodings =
    [
        Encoding.UTF8,
        Encoding.UTF8,
        Encoding.UTF8,
        Encoding.Latin1,
        Encoding.Unicode,
        Encoding.UTF32,
    ];

    /// <summary>How many inputs to try.</summary>
    /// <param name="inSuite">Where nothing else is asked for.</param>
    public static int Count(int inSuite) => Asked ?? inSuite;

    /// <summary>A text with pieces removed, repeated, exchanged and put in, in any encoding, sometimes cut.</summary>
    /// <param name="scraps">What hurts readers of this format.</param>
    /// <param name="most">Damages at the most.</param>
    public static byte[] Text(string seed, Random random, IReadOnlyList<string> scraps, int most)
    {
        var text = new StringBuilder(seed);
        for (var n = random.Next(1, most + 1); n > 0 && text.Length > 20; n--)
        {
            var at = random.Next(text.Length - 10);
            var length = random.Next(1, Math.Min(60, text.Length - at));
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, scraps[random.Next(scraps.Count)]);
                    break;
                case 2:
                    text.Insert(random.Next(text.Length), text.ToString(at, length));
                    break;
                case 3:
                    text[at] = (char)random.Next(0x20, 0x180);
                    break;
                default:
                    text.Insert(at, scraps[random.Next(scraps.Count)], random.Next(1, 30));
                    break;
            }
        }
        var bytes = Encodings[random.Next(Encodings.Length)].GetBytes(text.ToString());
        if (random.Next(4) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>Reads mutations of a text: each gives items or problems, within what one input may take.</summary>
    /// <param name="check">What has to be true of each article besides.</param>
    /// <returns>Articles of all together: where there are none, the test tests nothing.</returns>
    public static async Task<int> ReadAsync(
        string format,
        string seed,
        Random random,
        int inputs,
        IReadOnlyList<string> scraps,
        int most,
        Action<Article>? check = null
    )
    {
        var articles = 0;
        for (var i = 0; i < inputs; i++)
        {
            var bytes = Text(seed, random, scraps, most);
            var started = ThreadTime.Start();
            var allocated = GC.GetTotalAllocatedBytes();
            ArticleReaders.Default.Recognize(bytes.AsSpan(0, Math.Min(bytes.Length, ArticleReaders.HeadSize)));
            foreach (var item in await Reading.Items(format, bytes))
            {
                Assert.True(item.Article is not null ^ item.Problem is not null);
                if (item.Article is not { } article)
                    continue;
                articles++;
                check?.Invoke(article);
            }
            Assert.True(started.Elapsed < MostTime, $"input {i} took {started.Elapsed}");
            var taken = GC.GetTotalAllocatedBytes() - allocated;
            Assert.True(taken < MostBytes, $"input {i} took {taken:N0} bytes");
        }
        return articles;
    }

    /// <summary>Bytes with bits, sizes and stretches damaged.</summary>
    public static byte[] Bytes(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    // Sizes and offsets are where damage hurts.
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                        bytes[i] = random.Next(2) == 0 ? (byte)0xFF : (byte)'9';
                    break;
                default:
                    if (random.Next(4) == 0 && bytes.Count > 64)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
            if (bytes.Count == 0)
                bytes.Add(0);
        }
        return [.. bytes];
    }
}
