using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsSearch.Coverage;
using NewsSearch.Providers;
using NewsSearch.Web.Api;
using NewsSearch.Web.Pages;
using NewsSearch.Web.Searching;
using Scalar.AspNetCore;

namespace NewsSearch.Web.Hosting;

/// <summary>Puts the service together.</summary>
public static class NewsSearchApplication
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    private const int LongestRequestLine = 64 * 1024;

    /// <param name="clock">The time that all parts go by; the system's where none is given.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        // The program's own folder, so that the settings beside it count wherever it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        if (
            string.IsNullOrEmpty(builder.Configuration["urls"])
            && string.IsNullOrEmpty(builder.Configuration["http_ports"])
        )
            builder.WebHost.UseSetting("urls", DefaultAddress);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestLineSize = LongestRequestLine;
            k.Limits.MaxRequestBodySize = SearchBody.MaxBytes + 1;
        });
        QuietFailedStart(builder.Logging);
        var role = AddSettings(builder);
        builder.AddMonitoring();
        AddParts(builder.Services, role);
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        AddHttp(builder.Services);

        var app = builder.Build();
        app.UseHead();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ProblemHandling.AnswerStatusAsync);
        app.UseInterfaceLanguage();
        app.UseMetrics(
            builder.Configuration.GetValue(
                $"{NewsSearchOptions.Section}:{nameof(NewsSearchOptions.Metrics)}",
                MetricsAccess.Loopback
            )
        );
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        Map(app, role);
        return app;
    }

    private static ServiceRole AddSettings(WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<NewsSearchOptions>()
            .BindConfiguration(NewsSearchOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NewsSearchOptions>, NewsSearchOptionsValidator>();
        // The role decides what is registered at all, before options can be asked for.
        return builder.Configuration.GetValue(
            $"{NewsSearchOptions.Section}:{nameof(NewsSearchOptions.Role)}",
            ServiceRole.Both
        );
    }

    private static void AddParts(IServiceCollection services, ServiceRole role)
    {
        services.AddNewsSearch(
            s => Options(s).DataPath,
            s => Options(s).DetectLanguage,
            s => Options(s).Polling.Settings,
            s => Options(s).Rebuilds,
            s => Options(s).Quiet
        );
        services.AddSingleton(s => Options(s).Snapshots);
        services.AddSingleton<SearchCall>();
        services.AddSingleton<TrendCall>();
        services.AddSingleton<SourceDirectory>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<FeedView>();
        services.AddSingleton<AdminKey>();
        services.AddSingleton<AdminSession>();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<StartUp>();
        services.AddHostedService(s => s.GetRequiredService<StartUp>());
        if (role != ServiceRole.Web)
            services.AddJobServer(); // Behind StartUp: stops first, so that the last commit finds no run.
    }

    private static NewsSearchOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<NewsSearchOptions>>().Value;

    private static void AddHttp(IServiceCollection services)
    {
        // Letters of all scripts as they are: an Arabic page of references would be three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddScoped(s =>
            ReaderPreferences.Of(s.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request)
        );
        services.AddScoped<PageText>();
        services.AddExceptionHandler<ProblemHandling>();
        services.ConfigureHttpJsonOptions(o => ApiDocument.Configure(o.SerializerOptions));
        services.AddOpenApi(ApiDocument.Configure);
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes,
                .. ArticleFormats.All.Select(f => f.MediaType),
                .. BrowserFiles.MediaTypes,
                AtomFeed.MediaType,
                JsonFeed.MediaType,
                Problems.MediaType,
            ];
        });
        services
            .AddAuthentication(AdminKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AdminKeyAuthentication>(AdminKeyAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, AdminPages>(AdminPages.SchemeName, null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(AdminKeyAuthentication.Policy, p => p.RequireAuthenticatedUser())
            .AddPolicy(
                AdminPages.Policy,
                p => p.AddAuthenticationSchemes(AdminPages.SchemeName).RequireAuthenticatedUser()
            );
    }

    private static void Map(WebApplication app, ServiceRole role)
    {
        app.MapHealth();
        app.MapLogin();
        app.MapPreferences();
        app.MapJobsPages();
        app.MapAssets();
        if (role == ServiceRole.Indexer)
            return;
        var api = app.MapGroup("/api/v1");
        api.MapSearch();
        api.MapSuggest();
        api.MapSearchFeeds();
        api.MapTrends();
        api.MapPermalinks();
        api.MapArchive();
        api.MapVersions();
        api.MapEmbargoes();
        api.MapLedger();
        api.MapSources();
        api.MapSourceHealth();
        api.MapIndexState();
        api.MapRebuilds();
        api.MapGenerations();
        api.MapIngest();
        api.MapFeeds();
        api.MapSnapshots();
        api.MapSchema();
        app.MapOpenApi(ApiDocument.Path).ExcludeFromDescription();
        app.MapScalarApiReference(
            "/docs",
            o =>
            {
                o.Title = "NewsSearch API";
                o.OpenApiRoutePattern = ApiDocument.Path;
                o.DefaultFonts = false;
                o.Telemetry = false;
                o.HideClientButton = true;
                o.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            }
        );
        app.MapPages();
        app.MapHelp();
        app.MapBrowserFiles();
        app.MapUnApi();
        app.MapTrendsPage();
        app.MapSourcesPages();
        app.MapAdminOverview();
        app.MapAdminLedger();
        app.MapAdminRebuilds();
        app.MapAdminFeeds();
        app.MapAdminSnapshots();
        app.MapVersionPages();
    }

    // A start that fails is explained by StartFailure; the framework would log its stack trace, twice.
    private static void QuietFailedStart(ILoggingBuilder logging) =>
        logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
}
