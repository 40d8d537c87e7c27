using System.CommandLine;
using System.Text.Json.Nodes;
using NewsSearch.Extraction;
using NewsSearch.Sources;
using NewsSearch.Tools.Scoring;
using static System.FormattableString;

namespace NewsSearch.Tools.Commands;

/// <summary><c>extract</c>: shows what the readers make of files, one JSON line per article; nothing is stored.</summary>
internal static class ExtractCommand
{
    private const int WorstShown = 15;

    public static Command Create(TimeProvider clock)
    {
        var inputs = SharedOptions.Inputs();
        inputs.Arity = ArgumentArity.ZeroOrMore;
        var score = new Option<DirectoryInfo?>("--score")
        {
            Description =
                "Instead: reads the pages of this folder and tells how well their main text was found; the folder has "
                + "ground-truth.json and html/*.html.gz, or folders with source.html and expected.html.",
        };
        var format = SharedOptions.Format();
        var command = new Command(
            "extract",
            "Prints each file's article as a JSON line with 'file', the file's name; "
                + "where none can be read the line has 'problem'."
        )
        {
            inputs,
            format,
            score,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(inputs) is null or [] && result.GetValue(score) is null)
                result.AddError("Name files or folders, or a folder of known pages with --score.");
        });
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetValue(score) is { } known)
                    return await ScoreAsync(known, clock, cancellation);
                var readers = Composition.Readers();
                var forced = parsed.GetValue(format);
                var reader = forced is null ? null : Named(readers, forced);
                long articles = 0;
                await using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
                foreach (var file in InputFile.Find(parsed.GetRequiredValue(inputs)))
                    articles += await ExtractAsync(file, readers, reader, clock, output, cancellation);
                return articles > 0 ? 0 : CommandRun.Failed;
            }
        );
        return command;
    }

    private static async Task<int> ScoreAsync(DirectoryInfo folder, TimeProvider clock, CancellationToken cancellation)
    {
        var pages = ScoredPages.Load(folder.FullName);
        var score = await ExtractionScore.MeasureAsync(pages, clock.GetUtcNow(), cancellation);
        var worst = score.Pages.OrderBy(p => p.Overlap.F1).Take(WorstShown).ToList();
        var output = Console.Out;
        await output.WriteLineAsync($"{pages.Count} pages, {Environment.ProcessorCount} cores");
        await output.WriteLineAsync(
            Invariant($"precision={score.Precision:F4} recall={score.Recall:F4} F1={score.F1:F4}")
        );
        await output.WriteLineAsync(
            Invariant(
                $"{score.PagesPerSecond:F0} pages/s, {score.ProcessorTimePerPage.TotalMilliseconds:F1} ms of processor time a page, slowest {score.Slowest.Took.TotalMilliseconds:F0} ms: "
            ) + score.Slowest.Name
        );
        await output.WriteLineAsync("worst pages:");
        foreach (var page in worst)
            await output.WriteLineAsync(
                Invariant($"  P={page.Overlap.Precision:F3} R={page.Overlap.Recall:F3} {page.Name}")
            );
        return 0;
    }

    /// <summary>Writes the lines of one file; returns how many articles they hold.</summary>
    private static async Task<long> ExtractAsync(
        InputFile file,
        ArticleReaders readers,
        IArticleReader? forced,
        TimeProvider clock,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        await using var input = file.Open(forced);
        await using var peeked = await PeekedStream.OpenAsync(input, ArticleReaders.HeadSize, cancellation);
        var reader = forced ?? readers.Recognize(peeked.Head.Span);
        if (reader is null)
        {
            await output.WriteLineAsync(ProblemLine(file, "no reader knows this format; --format forces one"));
            return 0;
        }
        long articles = 0;
        long items = 0;
        await foreach (var item in reader.ReadAsync(peeked, new ReadContext(clock.GetUtcNow()), cancellation))
        {
            items++;
            articles += item.Article is null ? 0 : 1;
            await output.WriteLineAsync(
                item.Article is { } article
                    ? ArticleLine.Of(article, file.Name)
                    : ProblemLine(file, item.Problem ?? "no article", item.Line)
            );
        }
        if (items == 0)
            await output.WriteLineAsync(ProblemLine(file, "the file holds no item"));
        return articles;
    }

    private static string ProblemLine(InputFile file, string problem, long? line = null)
    {
        var json = new JsonObject { ["file"] = file.Name, ["problem"] = problem };
        if (line is not null)
            json["line"] = line;
        return json.ToJsonString(ArticleLine.Options);
    }

    private static IArticleReader Named(ArticleReaders readers, string format) =>
        readers.Find(format)
        ?? throw new InvalidDataException(
            $"There is no format '{format}'; known are {string.Join(", ", readers.All.Select(r => r.Format))}."
        );
}
