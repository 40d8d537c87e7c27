using System.Net;
using System.Text;

namespace NewsSearch.Tests.Web;

/// <summary>A large body streams: what is held of it does not grow with its size.</summary>
/// <remarks>Alone in the process while it runs, because it measures the memory of the whole process.</remarks>
[Collection(AloneInTheProcess.Name)]
public sealed class LargeBodyTests(LargeBodyTests.IngestOnly service) : IClassFixture<LargeBodyTests.IngestOnly>
{
    private const int Lines = 500;
    private const int BodyBytes = 200_000;
    private const long Allowed = 40_000_000;

    [Fact]
    public async Task A_body_of_100_megabytes_needs_no_100_megabytes_of_memory()
    {
        await service.IngestAsync(
            RunningService.Body("""{"headline":"Warm","source":"Large","body":"up"}"""),
            "source=Large"
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var body = new GeneratedLines();
        var report = await service.IngestAsync(body, "source=Large");
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.True(body.Sent > 100_000_000);
        Assert.Equal(Lines, report.GetProperty("outcomes").GetProperty("created").GetInt64());
        Assert.True(after - before < Allowed, $"{after - before:N0} bytes more than before are held behind the body");
        Assert.True(
            body.Most - before < Allowed,
            $"{body.Most - before:N0} bytes more than before were held within it"
        );
    }

    /// <summary>A service that does not index, because the index fills a buffer of a fixed size of its own.</summary>
    public sealed class IngestOnly() : RunningService("--NewsSearch:Sample=false", "--NewsSearch:Role=Web");

    // Written as it is sent, in chunks, and measured now and then: live objects only, so garbage does not count.
    private sealed class GeneratedLines : HttpContent
    {
        private static readonly byte[] End = "\"}\n"u8.ToArray();

        public long Sent { get; private set; }
        public long Most { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var words = Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Range(0, BodyBytes / 10).Select(i => $"word{i % 5_000:00000} "))
            );
            for (var i = 0; i < Lines; i++)
            {
                var start = Encoding.UTF8.GetBytes($$"""{"id":"{{i}}","headline":"Long {{i}}","body":"{{i}} """);
                await stream.WriteAsync(start);
                await stream.WriteAsync(words);
                await stream.WriteAsync(End);
                Sent += start.Length + words.Length + End.Length;
                if (i % 50 == 49)
                    Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
