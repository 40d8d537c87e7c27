using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Sources;

namespace NewsSearch.Tools;

/// <summary>Runs a command line: mistyped options, failures and interruption end with a message and an exit code.</summary>
internal static class CommandRun
{
    public const int Failed = 1;

    /// <summary>What shells expect of a program that was interrupted (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        RefuseMistypedOptions(root);
        var parsed = root.Parse(args);
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // The library's own handling of signals begins at the first await of a command and ends without a message.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interrupted.Token
            );
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("Interrupted. What was saved stays saved; run the same command again.", Interrupted);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return await FailAsync(e.Message, Failed);
        }

        // The first signal asks; a second one ends the process as usual.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }
    }

    // Anything else is a defect and shows its stack trace.
    private static bool IsExpected(Exception e) =>
        e
            is IOException
                or UnauthorizedAccessException
                or InvalidDataException
                or NotSupportedException
                or UnknownFormatException
                or DataFolderException
                or ArchiveUnreadableException
                or RebuildConflictException
                or GenerationSpaceException;

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }

    // System.CommandLine takes an option that it does not know for the value of an argument.
    private static void RefuseMistypedOptions(Command command)
    {
        foreach (var argument in command.Arguments)
            argument.Validators.Add(RefuseOption);
        foreach (var option in command.Options)
            option.Validators.Add(RefuseOption);
        foreach (var child in command.Subcommands)
            RefuseMistypedOptions(child);
    }

    private static void RefuseOption(SymbolResult result)
    {
        var mistyped = result.Tokens.FirstOrDefault(t => t.Value.Length > 1 && t.Value[0] == '-');
        if (mistyped is not null)
            result.AddError(
                $"'{mistyped.Value}' is not an option of this command; --help lists them. "
                    + $"A file of that name is written ./{mistyped.Value}"
            );
    }
}
