using System.CommandLine;
using NewsSearch.Tools.Bench;

namespace NewsSearch.Tools.Commands;

/// <summary><c>bench</c>: speed of our own parts and of the peer "plain Lucene.Net", in comparable figures.</summary>
internal static class BenchCommand
{
    public static Command Create(TimeProvider clock) =>
        new("bench", "Measures speed; figures go to $RESULTS or results.jsonl as JSON lines.")
        {
            PlainIndexCommand(clock),
            PlainSearchCommand(clock),
            ImportBenchCommand(clock),
            IndexBenchCommand(clock),
            SearchBenchCommand(clock),
            RebuildBenchCommand(clock),
            WarcBenchCommand(clock),
            ExtractBenchCommand(clock),
        };

    private static Command PlainIndexCommand(TimeProvider clock)
    {
        var corpus = CorpusArgument();
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Index folder; its index is replaced." };
        var threads = new Option<int>("--threads") { Description = "Indexing threads.", DefaultValueFactory = _ => 2 };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--threads must be at least 1.");
        });
        var command = new Command("plain-index", "Plain Lucene.Net: indexes a corpus.") { corpus, folder, threads };
        command.SetAction(
            (parsed, cancellation) =>
                new PlainIndex(clock).RunAsync(
                    parsed.GetRequiredValue(corpus),
                    parsed.GetRequiredValue(folder),
                    parsed.GetValue(threads),
                    Console.Out,
                    cancellation
                )
        );
        return command;
    }

    private static Command PlainSearchCommand(TimeProvider clock)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Index folder of plain-index." };
        folder.AcceptExistingOnly();
        var corpus = CorpusNameArgument();
        var queries = QueriesOption();
        var command = new Command("plain-search", "Plain Lucene.Net: runs the query log.") { folder, corpus, queries };
        command.SetAction(
            (parsed, cancellation) =>
            {
                new PlainSearch(clock).Run(
                    parsed.GetRequiredValue(folder),
                    parsed.GetRequiredValue(corpus),
                    LoggedQuery.Load(parsed.GetRequiredValue(queries).FullName),
                    Console.Out,
                    cancellation
                );
                return Task.CompletedTask;
            }
        );
        return command;
    }

    private static Command ImportBenchCommand(TimeProvider clock)
    {
        var corpus = CorpusArgument();
        var data = SharedOptions.Data();
        var command = new Command("import", "Rate of import into the archive.") { corpus, data };
        command.SetAction(
            (parsed, cancellation) =>
                new OwnBench(parsed.GetRequiredValue(data), clock, Console.Out).ImportAsync(
                    parsed.GetRequiredValue(corpus),
                    cancellation
                )
        );
        return command;
    }

    private static Command IndexBenchCommand(TimeProvider clock)
    {
        var corpus = CorpusOption();
        var data = SharedOptions.Data();
        var command = new Command("index", "Rate of indexing the archive into an empty generation.") { corpus, data };
        command.SetAction(
            (parsed, cancellation) =>
                new OwnBench(parsed.GetRequiredValue(data), clock, Console.Out).IndexAsync(
                    parsed.GetRequiredValue(corpus),
                    cancellation
                )
        );
        return command;
    }

    private static Command SearchBenchCommand(TimeProvider clock)
    {
        var corpus = CorpusOption();
        var data = SharedOptions.Data();
        var queries = QueriesOption();
        var clients = new Option<bool>("--clients") { Description = "Also one and two clients with random queries." };
        var command = new Command("search", "Runs the query log in process, with three facets.")
        {
            corpus,
            data,
            queries,
            clients,
        };
        command.SetAction(
            (parsed, cancellation) =>
                new OwnBench(parsed.GetRequiredValue(data), clock, Console.Out).SearchAsync(
                    parsed.GetRequiredValue(corpus),
                    LoggedQuery.Load(parsed.GetRequiredValue(queries).FullName),
                    parsed.GetValue(clients),
                    cancellation
                )
        );
        return command;
    }

    private static Command RebuildBenchCommand(TimeProvider clock)
    {
        var corpus = CorpusOption();
        var data = SharedOptions.Data();
        var queries = QueriesOption();
        var command = new Command("rebuild", "A rebuild alone, and beside 50 searches and 20 writes a second.")
        {
            corpus,
            data,
            queries,
        };
        command.SetAction(
            (parsed, cancellation) =>
                new RebuildBench(parsed.GetRequiredValue(data), clock, Console.Out).RunAsync(
                    parsed.GetRequiredValue(corpus),
                    LoggedQuery.Load(parsed.GetRequiredValue(queries).FullName),
                    cancellation
                )
        );
        return command;
    }

    private static Command WarcBenchCommand(TimeProvider clock)
    {
        var file = new Argument<FileInfo>("file") { Description = "WARC or ARC file, plain or gzip." };
        file.AcceptExistingOnly();
        var command = new Command("warc", "Rate of reading the records of a crawl.") { file };
        command.SetAction(
            (parsed, cancellation) =>
                new WarcBench(clock, Console.Out).RunAsync(parsed.GetRequiredValue(file), cancellation)
        );
        return command;
    }

    private static Command ExtractBenchCommand(TimeProvider clock)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of .html and .html.gz pages." };
        folder.AcceptExistingOnly();
        var threads = new Option<int>("--threads") { Description = "Pages at once.", DefaultValueFactory = _ => 2 };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each page is read.",
            DefaultValueFactory = _ => 15,
        };
        foreach (var option in new[] { threads, rounds })
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                    result.AddError($"{option.Name} must be at least 1.");
            });
        var command = new Command("extract", "Rate of extracting articles from HTML pages.")
        {
            folder,
            threads,
            rounds,
        };
        command.SetAction(
            (parsed, cancellation) =>
                new ExtractBench(clock, Console.Out).RunAsync(
                    parsed.GetRequiredValue(folder),
                    parsed.GetValue(threads),
                    parsed.GetValue(rounds),
                    cancellation
                )
        );
        return command;
    }

    private static Argument<FileInfo> CorpusArgument()
    {
        var corpus = new Argument<FileInfo>("corpus") { Description = "JSON Lines as make-corpus writes them." };
        return corpus.AcceptExistingOnly();
    }

    private static Argument<string> CorpusNameArgument() =>
        new("corpus-name") { Description = "Name of the corpus in the results, such as c1m." };

    private static Option<string> CorpusOption() =>
        new("--corpus") { Description = "Name of the corpus in the results.", DefaultValueFactory = _ => "c1m" };

    private static Option<FileInfo> QueriesOption() =>
        new Option<FileInfo>("--queries")
        {
            Description = "Query log (TSV: id, class, operator, terms, source, from, to).",
            DefaultValueFactory = _ => new FileInfo("queries.tsv"),
        }.AcceptExistingOnly();
}
