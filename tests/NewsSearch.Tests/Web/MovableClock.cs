namespace NewsSearch.Tests.Web;

/// <summary>A clock whose hands a test sets forward; timers and measured time go on as ever, so that a service works.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
