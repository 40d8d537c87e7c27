using System.Text;
using System.Text.Json;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction;

public sealed class LoneSurrogatesTests
{
    private static readonly (string Escaped, string Meant)[] Pieces =
    [
        ("a", "a"),
        ("ü", "ü"),
        ("u", "u"),
        (@"\\", @"\"),
        (@"\n", "\n"),
        (@"ud800", "ud800"),
        (@"\u00e9", "é"),
        (@"\ud83d", "\ud83d"),
        (@"\uDE00", "\uDE00"),
        (@"\ud83d\ude00", "😀"),
    ];

    [Fact]
    public void Only_halves_of_pairs_are_replaced()
    {
        var random = new Random(20_261_129);
        var replaced = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var pieces = Enumerable
                .Range(0, random.Next(1, 9))
                .Select(_ => Pieces[random.Next(Pieces.Length)])
                .ToList();
            var json = $"\"{string.Concat(pieces.Select(p => p.Escaped))}\"";
            var meant = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat(pieces.Select(p => p.Meant))));
            var mended = LoneSurrogates.Replace(json);
            replaced += mended == json ? 0 : 1;
            using var fromText = JsonDocument.Parse(mended);
            using var fromBytes = JsonDocument.Parse(LoneSurrogates.Replace(Encoding.UTF8.GetBytes(json)));
            Assert.Equal(meant, fromText.RootElement.GetString());
            Assert.Equal(meant, fromBytes.RootElement.GetString());
        }
        Assert.InRange(replaced, 1_000, 19_000);
    }

    [Theory]
    [InlineData(@"\")]
    [InlineData(@"\ud8")]
    [InlineData(@"""\uzzzz""")]
    [InlineData(@"""\u+123""")]
    public void What_is_no_escape_stays_for_the_parser_to_name(string json) =>
        Assert.Same(json, LoneSurrogates.Replace(json));
}
