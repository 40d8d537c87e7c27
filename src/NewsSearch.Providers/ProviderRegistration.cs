using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Sources;

namespace NewsSearch.Providers;

/// <summary>The one place that names engines: what is behind each seam.</summary>
public static class ProviderRegistration
{
    /// <summary>
    /// Registers archive, index, readers and jobs. Nothing is opened before it is asked for; what was opened last is
    /// closed first.
    /// </summary>
    /// <param name="dataDirectory">Full path of the data folder.</param>
    /// <param name="detectLanguage">Whether the language of articles that do not state it is told from their text.</param>
    /// <param name="rebuilds">How rebuilds of the index are done.</param>
    public static IServiceCollection AddNewsSearch(
        this IServiceCollection services,
        Func<IServiceProvider, string> dataDirectory,
        Func<IServiceProvider, bool> detectLanguage,
        Func<IServiceProvider, RebuildSettings> rebuilds
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
        services.AddSingleton<IndexingJob>();
        services.AddSingleton(rebuilds);
        services.AddSingleton<Rebuilds>();
        services.AddSingleton<RebuildJob>();
        services.AddSingleton<IndexHealth>();
        services.AddSingleton<IRebuildTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        services.AddSingleton<SearchService>();
        services.AddSingleton<SuggestionService>();
        services.AddSingleton<PendingRun>();
        services.AddSingleton<CatchUpJob>();
        services.AddSingleton<BackgroundJobs>();
        services.AddSingleton<IIndexingTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        // The dashboard asks for it as the sign that Hangfire was set up; its static storage stays unset.
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
        return services;
    }

    /// <summary>Runs jobs in this process.</summary>
    public static IServiceCollection AddJobServer(this IServiceCollection services) =>
        services.AddHostedService<HangfireServer>();

    /// <summary>What to tell the operator when the data cannot be opened; null when the cause is another.</summary>
    public static string? ExplainFailure(Exception exception) =>
        exception is DataFolderException or ArchiveUnreadableException or IOException ? exception.Message : null;

    private static ArticleReaders Readers() => ArticleReaders.Default;

    private static DataFolder Folder(IServiceProvider services) => services.GetRequiredService<DataFolder>();

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
