using NewsSearch.Web.Hosting;

try
{
    await using var app = NewsSearchApplication.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 1;
}
