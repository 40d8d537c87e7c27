using System.CommandLine;
using Microsoft.Playwright;
using NewsSearch.PageBench;
using NewsSearch.Tools.Bench;

var service = new Argument<string>("address")
{
    Description = "Where a service runs, such as http://127.0.0.1:5080.",
    DefaultValueFactory = _ => "http://127.0.0.1:5080",
};
service.Validators.Add(given =>
{
    var address = given.GetValueOrDefault<string>();
    if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        given.AddError($"'{address}' is no address of a service. Write for example http://127.0.0.1:5080.");
});
var query = new Option<string>("--query")
{
    Description = "What is searched for.",
    DefaultValueFactory = _ => "harbour",
};
var browser = new Option<string>("--browser")
{
    Description = "Chromium's program.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NEWSSEARCH_CHROMIUM") ?? "/usr/bin/chromium",
};
var root = new RootCommand("Measures what a reader of the pages waits for; figures go to $RESULTS or results.jsonl.")
{
    service,
    query,
    browser,
};
root.SetAction(
    async (parsed, cancellation) =>
    {
        using var results = new BenchResults("newssearch", "pages", Console.Out);
        var address = new Uri(parsed.GetRequiredValue(service));
        var asked = Uri.EscapeDataString(parsed.GetRequiredValue(query));
        await new ServerTimes(address, TimeProvider.System, results).MeasureAsync(asked, cancellation);
        await new PaintTimes(address, parsed.GetRequiredValue(browser), TimeProvider.System, results).MeasureAsync(
            ["/", "/?q=" + asked],
            cancellation
        );
    }
);
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e)
    when (e is HttpRequestException or IOException or InvalidDataException or PlaywrightException or TimeoutException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
