using Microsoft.Extensions.Logging;
using NewsSearch.Indexing;

namespace NewsSearch.Tests.Indexing;

/// <summary>What the log says of a rebuild.</summary>
public sealed class RebuildLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "Rebuild 1 asked for by admin")]
    [InlineData("new stemmer", "Rebuild 1 asked for by admin: new stemmer")]
    public async Task A_reason_is_named_where_there_is_one(string? reason, string expected)
    {
        var log = new Lines();
        await using var stage = RebuildStage.Open(_folder, log: log);
        stage.Rebuilds.Start("admin", reason);
        Assert.Equal(expected, Assert.Single(log.Written));
    }

    private sealed class Lines : ILogger<Rebuilds>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Add(formatter(state, exception));
    }
}
