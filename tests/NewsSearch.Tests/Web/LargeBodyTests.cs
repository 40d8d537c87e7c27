using System.Net;
using System.Text;

namespace NewsSearch.Tests.Web;

/// <summary>A large body streams: what is held of it does not grow with its size.</summary>
/// <remarks>Alone in the process while it runs, because it measures the memory of the whole process.</remarks>
[Collection(AloneInTheProcess.Name)]
public sealed class LargeBodyTests(LargeBodyTests.IngestOnly service) : IClassFixture<LargeBodyTests.IngestOnly>
{
    private const int BodyBytes = 200_000;

    // How full the few batches in flight are when memory is measured differs; 120 MB more were sent.
    private const long Allowed = 40_000_000;

    [Fact]
    public async Task Memory_does_not_grow_with_the_size_of_a_body()
    {
        // What is pooled for good, by the service and by the client in this process, is there behind the first body.
        using var small = new GeneratedLines("first", lines: 200);
        await SendAsync(small);
        using var large = new GeneratedLines("second", lines: 800);
        await SendAsync(large);

        Assert.True(large.Sent > 3 * small.Sent && large.Sent > 150_000_000);
        Assert.True(
            large.Most - small.Most < Allowed,
            $"{large.Most - small.Most:N0} bytes more were held within {large.Sent:N0} bytes than within {small.Sent:N0}"
        );
    }

    private async Task SendAsync(GeneratedLines body)
    {
        var report = await service.IngestAsync(body, "source=Large");
        Assert.Equal(body.Lines, report.GetProperty("outcomes").GetProperty("created").GetInt64());
    }

    /// <summary>A service that does not index, because the index fills a buffer of a fixed size of its own.</summary>
    public sealed class IngestOnly() : RunningService("--NewsSearch:Sample=false", "--NewsSearch:Role=Web");

    // Written as it is sent, in chunks, and measured now and then: live objects only, so garbage does not count.
    private sealed class GeneratedLines(string name, int lines) : HttpContent
    {
        private static readonly byte[] End = "\"}\n"u8.ToArray();

        public int Lines => lines;
        public long Sent { get; private set; }
        public long Most { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var words = Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Range(0, BodyBytes / 10).Select(i => $"word{i % 5_000:00000} "))
            );
            for (var i = 0; i < lines; i++)
            {
                var start = Encoding.UTF8.GetBytes(
                    $$"""{"id":"{{name}}{{i}}","headline":"Long {{name}} {{i}}","body":"{{i}} """
                );
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
