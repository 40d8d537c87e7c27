using System.CommandLine;

namespace NewsSearch.Tools.Commands;

/// <summary>Arguments and options that several commands have, spelled and explained alike.</summary>
internal static class SharedOptions
{
    public static Argument<string[]> Inputs() =>
        new("path") { Description = "Files, or folders with everything below them.", Arity = ArgumentArity.OneOrMore };

    public static Option<DirectoryInfo> Data() =>
        new("--data")
        {
            Description = "The data folder; no running service may hold it.",
            DefaultValueFactory = _ => new DirectoryInfo("index-data"),
        };

    public static Option<string?> Format() =>
        new("--format") { Description = "Read every file as this format instead of recognizing it." };
}
