using System.CommandLine;
using NewsSearch.Tools.Corpus;

namespace NewsSearch.Tools.Commands;

/// <summary><c>make-corpus</c>: articles of our own making in any number, to measure with.</summary>
internal static class MakeCorpusCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON Lines file to write." };
        var count = new Argument<int>("count") { Description = "Number of articles." };
        var sorted = new Option<bool>("--sorted") { Description = "Articles in the order of their dates." };
        var queries = new Option<FileInfo?>("--queries")
        {
            Description = "Also writes a query log of the corpus' words to this file (TSV, for 'bench search').",
        };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("The number of articles must be at least 1.");
        });
        var command = new Command(
            "make-corpus",
            "Writes a synthetic corpus; the same arguments give the same bytes, and article n is the same in every size."
        )
        {
            file,
            count,
            sorted,
            queries,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var words = new Vocabulary();
                if (parsed.GetValue(queries) is { } log)
                    await File.WriteAllLinesAsync(log.FullName, new SyntheticQueries(words).Rows(), cancellation);
                var target = parsed.GetRequiredValue(file);
                var corpus = new SyntheticCorpus(words, parsed.GetRequiredValue(count), parsed.GetValue(sorted));
                await using var output = target.Create();
                corpus.WriteTo(output, cancellation);
            }
        );
        return command;
    }
}
