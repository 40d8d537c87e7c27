using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Providers.LuceneIndex;
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
    public static IServiceCollection AddNewsSearch(
        this IServiceCollection services,
        Func<IServiceProvider, string> dataDirectory
    )
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(s => OpenArchive(dataDirectory(s), Clock(s)));
        services.AddSingleton<IArticleIndex>(s =>
            LuceneArticleIndex.Open(Path.Combine(dataDirectory(s), "lucene"), Clock(s))
        );
        services.AddSingleton(_ => Readers());
        services.AddSingleton<Ingestion>();
        services.AddSingleton<IndexingJob>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<PendingRun>();
        services.AddSingleton<CatchUpJob>();
        services.AddSingleton<BackgroundJobs>();
        services.AddSingleton<IIndexingTrigger>(s => s.GetRequiredService<BackgroundJobs>());
        // The dashboard asks for it as the sign that Hangfire was set up; its static storage stays unset.
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        return services;
    }

    /// <summary>Runs jobs in this process.</summary>
    public static IServiceCollection AddJobServer(this IServiceCollection services) =>
        services.AddHostedService<HangfireServer>();

    /// <summary>The built-in sample as JSON Lines.</summary>
    public static Stream OpenSample() => throw new NotSupportedException("The sample is not linked in yet.");

    /// <summary>Takes in what is put into the inbox folder, until cancelled.</summary>
    public static Task WatchInboxAsync(IServiceProvider services, string dataDirectory, CancellationToken cancellation)
    {
        _ = (services, dataDirectory, cancellation);
        return Task.CompletedTask;
    }

    /// <summary>What to tell the operator when the data cannot be opened; null when the cause is another.</summary>
    public static string? ExplainFailure(Exception exception) => exception is IOException ? exception.Message : null;

    private static IArchive OpenArchive(string dataDirectory, TimeProvider clock)
    {
        _ = (dataDirectory, clock);
        throw new NotSupportedException("The archive is not linked in yet.");
    }

    private static ArticleReaders Readers() => new([]);

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
