using System.Text;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction;

/// <summary>Drives a reader over a text or bytes.</summary>
internal static class Reading
{
    public static readonly DateTimeOffset Retrieved = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ReadContext Context = new(Retrieved);

    public static Task<List<ReadItem>> Items(string format, string text, ReadContext? context = null) =>
        Items(format, Encoding.UTF8.GetBytes(text), context);

    public static Task<List<ReadItem>> Items(string format, byte[] bytes, ReadContext? context = null) =>
        Items(format, new MemoryStream(bytes), context);

    public static async Task<List<ReadItem>> Items(string format, Stream input, ReadContext? context = null)
    {
        var reader = ArticleReaders.Default.Find(format);
        Assert.NotNull(reader);
        var items = new List<ReadItem>();
        await foreach (var item in reader.ReadAsync(input, context ?? Context, TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }

    /// <summary>The one article of this input.</summary>
    public static async Task<Article> One(string format, string text, ReadContext? context = null)
    {
        var item = Assert.Single(await Items(format, text, context));
        Assert.True(item.Article is not null, item.Problem);
        return item.Article!;
    }

    /// <summary>The format that is recognized from these bytes, or null.</summary>
    public static string? Recognized(string text) => Recognized(Encoding.UTF8.GetBytes(text));

    public static string? Recognized(byte[] bytes) =>
        ArticleReaders.Default.Recognize(bytes.AsSpan(0, Math.Min(bytes.Length, ArticleReaders.HeadSize)))?.Format;
}
