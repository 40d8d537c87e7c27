namespace NewsSearch.Sources.Polling;

/// <summary>Asks for the feeds that are due to be fetched soon, in the background.</summary>
public interface IPollingTrigger
{
    /// <summary>Returns at once; calls that come while a run is waiting to start are one run.</summary>
    void Request();
}
