using System.Text;
using NewsSearch.Archive;

namespace NewsSearch.Tests.Archive;

public sealed class TextDiffTests
{
    private static readonly string[] Pieces =
    [
        "the",
        "bridge",
        "إسرائيل",
        "橋は",
        "e\u0301te\u0301",
        "🗞",
        " ",
        "  ",
        "\n",
        "\n\n",
        ".",
        "“x”",
        "\u200f",
        "a",
        "b",
    ];

    [Fact]
    public void The_spans_give_both_texts_exactly_and_their_offsets_are_right()
    {
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
        {
            var before = Text(random, random.Next(0, 60));
            var after = random.Next(3) == 0 ? Text(random, random.Next(0, 60)) : Changed(before, random);
            AssertExact(before, after);
        }
    }

    [Fact]
    public void Only_the_words_that_differ_are_marked()
    {
        var spans = TextDiff.Of(
            "The bridge reopened on Monday.\n\nNo one was hurt.",
            "The bridge reopened on Tuesday.\n\nNo one was hurt."
        );
        Assert.Equal(
            [
                new DiffSpan(DiffKind.Equal, "The bridge reopened on ", 0, 0),
                new DiffSpan(DiffKind.Deleted, "Monday", 23, 23),
                new DiffSpan(DiffKind.Inserted, "Tuesday", 29, 23),
                new DiffSpan(DiffKind.Equal, ".\n\nNo one was hurt.", 29, 30),
            ],
            spans
        );
        Assert.Empty(TextDiff.Of("", ""));
        Assert.Equal(DiffKind.Equal, Assert.Single(TextDiff.Of("same", "same")).Kind);
        Assert.Equal(DiffKind.Inserted, Assert.Single(TextDiff.Of("", "new")).Kind);
    }

    [Fact]
    public void The_least_words_are_marked_against_a_brute_force_answer()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var before = Words(random, random.Next(0, 12));
            var after = Words(random, random.Next(0, 12));
            var kept = TextDiff.Of(before, after).Where(s => s.Kind == DiffKind.Equal).Sum(s => s.Text.Length);
            Assert.Equal(LongestCommon(before, after), kept);
        }
    }

    [Fact]
    public void Long_texts_that_have_nothing_in_common_are_compared_within_bounds()
    {
        var random = new Random(3);
        var before = string.Join(' ', Enumerable.Range(0, 200_000).Select(_ => random.Next(1_000_000)));
        var after = string.Join(' ', Enumerable.Range(0, 200_000).Select(_ => random.Next(1_000_000)));
        var memory = GC.GetAllocatedBytesForCurrentThread();
        AssertExact(before, after);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - memory < 400_000_000);
    }

    // Ideographs and marks: pieces without blanks, so that every piece counts.
    private static string Words(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => "春夏秋冬"[random.Next(4)]));

    private static int LongestCommon(string a, string b)
    {
        var best = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        for (var j = b.Length - 1; j >= 0; j--)
            best[i, j] = a[i] == b[j] ? best[i + 1, j + 1] + 1 : Math.Max(best[i + 1, j], best[i, j + 1]);
        return best[0, 0];
    }

    private static void AssertExact(string before, string after)
    {
        var (former, later) = (new StringBuilder(), new StringBuilder());
        foreach (var span in TextDiff.Of(before, after))
        {
            Assert.NotEmpty(span.Text);
            Assert.Equal((former.Length, later.Length), (span.Before, span.After));
            if (span.Kind != DiffKind.Inserted)
                former.Append(span.Text);
            if (span.Kind != DiffKind.Deleted)
                later.Append(span.Text);
        }
        Assert.Equal(before, former.ToString());
        Assert.Equal(after, later.ToString());
    }

    private static string Text(Random random, int pieces) =>
        string.Concat(Enumerable.Range(0, pieces).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Changed(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var n = random.Next(4); n >= 0; n--)
        {
            var at = random.Next(changed.Length + 1);
            if (random.Next(2) == 0)
                changed.Insert(at, Pieces[random.Next(Pieces.Length)]);
            else
                changed.Remove(at, Math.Min(random.Next(6), changed.Length - at));
        }
        return changed.ToString();
    }
}
