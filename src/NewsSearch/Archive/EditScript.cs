using System.Runtime.InteropServices;

namespace NewsSearch.Archive;

/// <summary>Which pieces of two texts are the same, by Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986).</summary>
internal static class EditScript
{
    /// <summary>Pieces that may come and go; the trace takes the square of it in memory.</summary>
    private const int MostEdits = 1_000;

    /// <summary>Runs of equal pieces, in order: index in the first, index in the second, number of pieces.</summary>
    public static List<(int First, int Second, int Count)> Matches(
        string before,
        List<(int Start, int End)> first,
        string after,
        List<(int Start, int End)> second
    )
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var a = Numbers(before, first, numbers);
        var b = Numbers(after, second, numbers);
        var head = a.AsSpan().CommonPrefixLength(b);
        var tail = 0;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        var matches = new List<(int, int, int)>();
        if (head > 0)
            matches.Add((0, 0, head));
        foreach (
            var (x, y, count) in Middle(a.AsSpan(head, a.Length - head - tail), b.AsSpan(head, b.Length - head - tail))
        )
            matches.Add((x + head, y + head, count));
        if (tail > 0)
            matches.Add((a.Length - tail, b.Length - tail, tail));
        return matches;
    }

    private static int[] Numbers(string text, List<(int Start, int End)> pieces, Dictionary<string, int> numbers)
    {
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var result = new int[pieces.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var piece = text.AsSpan(pieces[i].Start, pieces[i].End - pieces[i].Start);
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, piece, out var isKnown);
            if (!isKnown)
                number = numbers.Count;
            result[i] = number;
        }
        return result;
    }

    private static List<(int, int, int)> Middle(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return [];
        var most = Math.Min(a.Length + b.Length, MostEdits);
        // reach[k + most]: how far in a the furthest path on diagonal k = x - y comes.
        var reach = new int[2 * most + 2];
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            trace.Add(reach[(most - d)..(most + d + 1)]);
            for (var k = -d; k <= d; k += 2)
            {
                var isDown = k == -d || (k != d && reach[k - 1 + most] < reach[k + 1 + most]);
                var x = isDown ? reach[k + 1 + most] : reach[k - 1 + most] + 1;
                var y = x - k;
                while (x < a.Length && y < b.Length && x >= 0 && y >= 0 && a[x] == b[y])
                    (x, y) = (x + 1, y + 1);
                reach[k + most] = x;
                if (x >= a.Length && y >= b.Length)
                    return Back(trace, a.Length, b.Length);
            }
        }
        return [];
    }

    // trace[d] is what was reached before the step d: diagonals -d to d.
    private static List<(int, int, int)> Back(List<int[]> trace, int x, int y)
    {
        var matches = new List<(int, int, int)>();
        for (var d = trace.Count - 1; d > 0; d--)
        {
            var reach = trace[d];
            var k = x - y;
            var isDown = k == -d || (k != d && Reach(reach, d, k - 1) < Reach(reach, d, k + 1));
            var from = isDown ? k + 1 : k - 1;
            var (startX, startY) = (Reach(reach, d, from), Reach(reach, d, from) - from);
            var (edgeX, edgeY) = isDown ? (startX, startY + 1) : (startX + 1, startY);
            if (x > edgeX)
                matches.Add((edgeX, edgeY, x - edgeX));
            (x, y) = (startX, startY);
        }
        if (x > 0)
            matches.Add((0, 0, x));
        matches.Reverse();
        return matches;
    }

    private static int Reach(int[] reach, int d, int k) => k + d >= 0 && k + d < reach.Length ? reach[k + d] : 0;
}
