using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Coverage;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Snapshots;
using NewsSearch.Sources;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Providers;

/// <summary>The one place that names engines: what is behind each seam.</summary>
public static class ProviderRegistration
{
    /// <summary>Name under which the measurements of jobs are collected.</summary>
    public const string JobMeterName = "NewsSearch.Jobs";

    /// <summary>
    /// Registers archive, index, readers and jobs. Nothing is opened before it is asked for; what was opened last is
    /// closed first.
    /// </summary>
    /// <param name="dataDirectory">Full path of the data folder.</param>
    /// <param name="detectLanguage">Whether the language of articles that do not state it is told from their text.</param>
    /// <param name="polling">How feeds are polled.</param>
    /// <param name="rebuilds">How rebuilds of the index are done.</param>
    /// <param name="quietHours">When the index is tidied.</param>
    public static IServiceCollection AddNewsSearch(
        this IServiceCollection services,
        Func<IServiceProvider, string> dataDirectory,
        Func<IServiceProvider, bool> detectLanguage,
        Func<IServiceProvider, PollingSettings> polling,
        Func<IServiceProvider, RebuildSettings> rebuilds,
        Func<IServiceProvider, QuietHours> quietHours
    )
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(s => DataFolder.Open(dataDirectory(s), Clock(s)));
        services.AddSingleton<IArchive>(s => SqliteNewsArchive.Open(Folder(s).ArchivePath, Clock(s)));
        services.AddSingleton<IArticleIndex>(s => LuceneArticleIndex.Open(Folder(s).IndexPath, Clock(s)));
        services.AddSingleton(_ => Readers());
        services.AddSingleton<ILanguageDetector, LinguaLanguageDetector>();
        services.AddSingleton(s => new Ingestion(
            s.GetRequiredService<IArchive>(),
            s.GetRequiredService<ArticleReaders>(),
            s.GetRequiredService<IIndexingTrigger>(),
            Clock(s),
            detectLanguage(s) ? s.GetRequiredService<ILanguageDetector>() : null
        ));
        services.AddSingleton(s => new Inbox(
            Folder(s).InboxPath,
            s.GetRequiredService<Ingestion>(),
            Clock(s),
            s.GetRequiredService<ILogger<Inbox>>()
        ));
        AddPolling(services, polling);
        services.AddSingleton<IndexingJob>();
        services.AddSingleton<EmbargoWatch>();
        services.AddSingleton(rebuilds);
        services.AddSingleton<Rebuilds>();
        services.AddSingleton<RebuildJob>();
        services.AddSingleton<IndexHealth>();
        services.AddSingleton(quietHours);
        services.AddSingleton<IndexUpkeep>();
        services.AddSingleton<SourceWatch>();
        services.AddSingleton<SourceWatchJob>();
        services.AddSingleton<UpkeepJob>();
        services.AddSingleton<IRebuildTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        services.AddSingleton<SearchService>();
        services.AddSingleton<SuggestionService>();
        services.AddSingleton<PendingRun>();
        services.AddSingleton<CatchUpJob>();
        services.AddSingleton<JobMeter>();
        services.AddSingleton<BackgroundJobs>();
        services.AddSingleton<IIndexingTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        services.AddSingleton<IReprocessTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        services.AddSingleton<ReprocessJob>();
        services.AddSingleton<IIndexFields, IndexFields>();
        services.AddSnapshots();
        // The dashboard asks for it as the sign that Hangfire was set up; its static storage stays unset.
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
        return services;
    }

    // Their settings (SnapshotSettings) are the host's to register.
    private static void AddSnapshots(this IServiceCollection services)
    {
        services.AddSingleton(s => new SnapshotStore(s.GetRequiredService<SnapshotSettings>().Folder));
        services.AddSingleton(s => new SnapshotCreation(
            s.GetRequiredService<IArchive>(),
            (IArchiveCopies)s.GetRequiredService<IArchive>(),
            (IIndexCommits)s.GetRequiredService<IArticleIndex>(),
            s.GetRequiredService<IndexingJob>(),
            s.GetRequiredService<SnapshotStore>(),
            s.GetRequiredService<SnapshotSettings>(),
            Folder(s).ArchivePath,
            Clock(s)
        ));
        services.AddSingleton<IDataEngines, DataEngines>();
        services.AddSingleton<SnapshotVerification>();
        services.AddSingleton<SnapshotRuns>();
        services.AddSingleton<SnapshotJobs>();
        services.AddSingleton<SnapshotRequests>();
        services.AddSingleton<ISnapshotTrigger>(s => s.GetRequiredService<SnapshotRequests>());
    }

    /// <summary>Runs jobs in this process.</summary>
    public static IServiceCollection AddJobServer(this IServiceCollection services) =>
        services.AddHostedService<HangfireServer>();

    /// <summary>What to tell the operator when the data cannot be opened; null when the cause is another.</summary>
    public static string? ExplainFailure(Exception exception) =>
        exception is DataFolderException or ArchiveUnreadableException or IOException ? exception.Message : null;

    private static void AddPolling(IServiceCollection services, Func<IServiceProvider, PollingSettings> polling)
    {
        services.AddSingleton(polling);
        services.AddSingleton(s => s.GetRequiredService<IArchive>().Feeds);
        services.AddSingleton(s => new HostTurns(s.GetRequiredService<PollingSettings>().HostPause, Clock(s)));
        services.AddSingleton(s => new WebConnections(s.GetRequiredService<PollingSettings>()));
        services.AddSingleton<PoliteClient>();
        services.AddSingleton<RobotsCache>();
        services.AddSingleton<WebFetcher>();
        services.AddSingleton(s => new PollSchedule(s.GetRequiredService<PollingSettings>(), Random.Shared));
        services.AddSingleton<FeedPoll>();
        services.AddSingleton<PollFeedsJob>();
        services.AddSingleton<FeedPollingJob>();
        services.AddSingleton<IPollingTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        services.AddSingleton(s => new FeedFile(
            Folder(s).FeedsPath,
            s.GetRequiredService<IFeedRegister>(),
            s.GetRequiredService<IPollingTrigger>(),
            Clock(s),
            s.GetRequiredService<ILogger<FeedFile>>()
        ));
    }

    /// <summary>What to tell the operator when a part of the archive cannot be read; null when the cause is another.</summary>
    public static string? ExplainDamage(Exception exception) => ArchiveDamage.Explain(exception);

    private static ArticleReaders Readers() => ArticleReaders.Default;

    private static DataFolder Folder(IServiceProvider services) => services.GetRequiredService<DataFolder>();

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
