using System.Globalization;
using Hangfire;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.SqliteArchive;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>
/// The thin adapter between Hangfire and <see cref="IndexingJob"/>: lets the next request in, runs, keeps the history.
/// </summary>
/// <remarks>Runs more than once at a time and after crashes; the job that it calls allows for that.</remarks>
public sealed partial class CatchUpJob(
    IndexingJob indexing,
    PendingRun pending,
    IArchive archive,
    TimeProvider clock,
    ILogger<CatchUpJob> logger
)
{
    /// <summary>Kind under which the history lists these runs.</summary>
    public const string Kind = "indexing";

    // A retry would repeat what the recurring run does anyway a minute later.
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await pending.TurnAsync(clock, cancellation);
        }
        finally
        {
            pending.Started();
        }
        var time = new RunTime(clock);
        try
        {
            var before = Unreadable();
            var applied = await indexing.RunAsync(cancellation);
            var setAside = Unreadable() - before;
            if (setAside > 0)
                SetAside(setAside);
            if (applied == 0)
                return;
            archive.RecordJob(new JobRun(0, Kind, time.Started, time.Now, applied, Error: null, Summary(setAside)));
            Indexed(applied, time.Elapsed);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(e);
            archive.RecordJob(new JobRun(0, Kind, time.Started, time.Now, 0, ArchiveDamage.Explain(e) ?? e.Message));
            throw;
        }
    }

    private static string? Summary(long setAside) =>
        setAside <= 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{setAside} articles cannot be read and were set aside (listed with the state of the index); "
                    + $"all others are searchable. {ArchiveDamagedException.Fix}"
            );

    private long Unreadable() => archive.Unreadable.Counts(long.MaxValue).Values.Sum();

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Articles} articles cannot be read and were set aside; /api/v1/index lists them"
    )]
    private partial void SetAside(long articles);

    [LoggerMessage(Level = LogLevel.Information, Message = "Indexed {Changes} changes in {Elapsed}")]
    private partial void Indexed(long changes, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing stopped; the recurring run tries again")]
    private partial void Failed(Exception exception);
}

/// <summary>
/// Whether a run waits to start, so that many requests become one run. Runs keep a distance: each cuts a segment and
/// leaves a snapshot that cursors may hold, and readers cannot tell fifty a second from four.
/// </summary>
public sealed class PendingRun
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private long? _next;
    private int _waiting;

    /// <summary>Returns at once where the last run began some time ago, else when its time has come.</summary>
    public Task TurnAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var ticks = (long)(Distance.TotalSeconds * clock.TimestampFrequency);
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(now, _next ?? now);
            _next = turn + ticks;
            return turn == now ? Task.CompletedTask : Task.Delay(clock.GetElapsedTime(now, turn), clock, cancellation);
        }
    }

    /// <summary>True when this caller is the one who has to enqueue the run.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _waiting, 1) == 0;

    /// <summary>The run begins: what is saved from now on needs another one.</summary>
    public void Started() => Interlocked.Exchange(ref _waiting, 0);
}
