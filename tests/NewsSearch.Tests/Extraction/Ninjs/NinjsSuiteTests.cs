using System.Text;
using System.Text.Json;
using NewsSearch.Extraction.Ninjs;

namespace NewsSearch.Tests.Extraction.Ninjs;

/// <summary>The official suite and examples of ninjs pass and fail as they say.</summary>
public sealed class NinjsSuiteTests
{
    // Without the version of the folder these are valid items of a later version of their generation.
    private static readonly string[] ValidLater =
    [
        "1.0/should_fail/014_type_component.json",
        "1.0/should_fail/016_infosource.json",
        "1.1/should_fail/001_type_component.json",
        "1.1/should_fail/002_infosource.json",
    ];

    [Fact]
    public async Task Each_file_is_judged_by_its_version_as_the_suite_says()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (name, bytes) in await FilesAsync())
        {
            var (generation, minor) = Version(name);
            var problem = Problem(bytes, generation, minor);
            count++;
            if (name.Contains("should_pass") != problem is null)
                wrong.Add($"{name}: {problem ?? "taken"}");
        }
        Assert.Empty(wrong);
        Assert.InRange(count, 200, int.MaxValue);
    }

    [Fact]
    public async Task Read_without_a_word_on_their_version_they_pass_and_fail_too()
    {
        var wrong = new List<string>();
        foreach (var (name, bytes) in await FilesAsync())
        {
            Assert.Contains(Reading.Recognized(bytes), (string[])["ninjs", "jsonl"]);
            var item = Assert.Single(await Reading.Items(Reading.Recognized(bytes)!, bytes));
            var shouldPass = name.Contains("should_pass");
            if (shouldPass != item.Article is not null && !ValidLater.Contains(name))
                wrong.Add($"{name}: {item.Problem ?? "taken"}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task All_examples_are_read()
    {
        var folder = SharedData.Require("iptc/ninjs/examples");
        var count = 0;
        foreach (var file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            // Neither of these is ninjs: a schema, and a sketch whose events are an object.
            if (file.Contains("extension-schema") || file.Contains("event-timeline"))
                continue;
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var item = Assert.Single(await Reading.Items("ninjs", bytes));
            Assert.True(item.Article is not null, $"{file}: {item.Problem}");
            Assert.True(item.Article!.Headline is not null || item.Article.Body is not null, file);
            count++;
        }
        Assert.Equal(41, count);
    }

    private static async Task<List<(string Name, byte[] Bytes)>> FilesAsync()
    {
        var folder = SharedData.Require("iptc/ninjs/test_suite");
        var files = new List<(string, byte[])>();
        foreach (var file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name.Contains("/should_"))
                files.Add((name, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }
        return files;
    }

    private static (int Generation, int Minor) Version(string name) =>
        name.Split('/')[0] switch
        {
            "1.x_dev" => (1, 7),
            "2.x_dev" => (2, 3),
            var version => (version[0] - '0', version[2] - '0'),
        };

    private static string? Problem(byte[] bytes, int generation, int minor)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            return NinjsVersion.Problem(bytes.AsMemory(start), generation, minor);
        }
        catch (JsonException broken)
        {
            return broken.Message;
        }
    }
}
