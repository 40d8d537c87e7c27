using System.CommandLine;
using System.CommandLine.Parsing;
using NewsSearch.Sources;

namespace NewsSearch.Tools;

/// <summary>Runs a command line: mistyped options, failures and interruption end with a message and an exit code.</summary>
internal static class CommandRun
{
    public const int Failed = 1;

    /// <summary>What shells expect of a program that was interrupted (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    // A batch that is being saved may end; what is behind it has not been promised to anybody.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(30);

    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        RefuseMistypedOptions(root);
        var parsed = root.Parse(args);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationTimeout,
                },
                CancellationToken.None
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
    }

    // Anything else is a defect and shows its stack trace.
    private static bool IsExpected(Exception e) =>
        e
            is IOException
                or UnauthorizedAccessException
                or InvalidDataException
                or NotSupportedException
                or UnknownFormatException;

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
