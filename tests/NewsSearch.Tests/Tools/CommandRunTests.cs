using System.CommandLine;
using NewsSearch.Tools;
using NewsSearch.Tools.Commands;

namespace NewsSearch.Tests.Tools;

public sealed class CommandRunTests
{
    [Theory]
    [InlineData("import", "--fromat", "x")]
    [InlineData("import", "x", "--data", "--source")]
    [InlineData("extract", "--hlep")]
    [InlineData("extract", "file", "--foramt=html")]
    [InlineData("make-corpus", "out", "0")]
    [InlineData("bench", "plain-index", "none.ndjson", "folder")]
    [InlineData("nothing")]
    public async Task A_mistyped_command_line_fails_before_it_does_anything(params string[] args) =>
        Assert.Equal(1, await CommandRun.InvokeAsync(Root(), args));

    [Fact]
    public async Task A_missing_input_fails() =>
        Assert.Equal(1, await CommandRun.InvokeAsync(Root(), ["import", "no-such-file"]));

    [Fact]
    public async Task Help_succeeds() => Assert.Equal(0, await CommandRun.InvokeAsync(Root(), ["import", "--help"]));

    [Fact]
    public async Task An_interrupted_command_ends_with_130()
    {
        var root = new RootCommand();
        root.SetAction((_, _) => Task.FromCanceled(new CancellationToken(canceled: true)));
        Assert.Equal(130, await CommandRun.InvokeAsync(root, []));
    }

    [Fact]
    public void Inputs_of_a_folder_are_named_by_their_path_below_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("b"));
        File.WriteAllText(folder.Path("b/z.html"), "");
        File.WriteAllText(folder.Path("a.html"), "");
        Assert.Equal(["a.html", "b/z.html"], InputFile.Find([folder.FullName]).Select(f => f.Name));
        Assert.Equal(["z.html"], InputFile.Find([folder.Path("b/z.html")]).Select(f => f.Name));
    }

    private static RootCommand Root() =>
        new()
        {
            ImportCommand.Create(TimeProvider.System),
            ExtractCommand.Create(TimeProvider.System),
            MakeCorpusCommand.Create(),
            BenchCommand.Create(TimeProvider.System),
        };
}
