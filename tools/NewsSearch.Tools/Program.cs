using System.CommandLine;
using NewsSearch.Tools;
using NewsSearch.Tools.Commands;

var clock = TimeProvider.System;
var root = new RootCommand("NewsSearch tools: work on a data folder that no service holds, and measure speed.")
{
    ImportCommand.Create(clock),
    ExtractCommand.Create(clock),
    IndexCommand.Create(clock),
    RebuildCommand.Create(clock),
    VerifyCommand.Create(clock),
    MakeCorpusCommand.Create(),
    BenchCommand.Create(clock),
};
return await CommandRun.InvokeAsync(root, args);
