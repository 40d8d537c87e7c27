using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsSearch.Providers;
using NewsSearch.Web.Api;
using OpenTelemetry.Metrics;

namespace NewsSearch.Web.Hosting;

/// <summary>What supervisors read: <c>/metrics</c> in OpenMetrics or Prometheus text, and log lines with the trace id.</summary>
public static class Monitoring
{
    public const string Path = "/metrics";

    // The runtime's own meters: requests, connections, memory, garbage collections, thread pool.
    private static readonly string[] Meters =
    [
        ServiceMetrics.Name,
        ProviderRegistration.JobMeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    public static void AddMonitoring(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceMetrics>();
        builder.Services.AddHostedService<RequestTracing>();
        builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddMeter(Meters).AddPrometheusExporter());
        var isJson = builder.Configuration[$"{NewsSearchOptions.Section}:{nameof(NewsSearchOptions.JsonLogs)}"];
        if (bool.TryParse(isJson, out var wanted) && wanted)
            builder.Logging.AddJsonConsole(o =>
            {
                o.IncludeScopes = true;
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
    }

    /// <summary>Answers <see cref="Path"/> to those whom the setting lets in; to others there is nothing.</summary>
    public static void UseMetrics(this WebApplication app, MetricsAccess access)
    {
        if (access == MetricsAccess.None)
            return;
        // Observed from the first scrape on, not from the first search.
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<ServiceMetrics>());
        app.UseWhen(
            context => context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase),
            metrics =>
            {
                metrics.Use(
                    async (context, next) =>
                    {
                        var key = context.RequestServices.GetRequiredService<AdminKey>();
                        if (
                            Allows(
                                access,
                                context.Connection.RemoteIpAddress,
                                AdminKeyAuthentication.HasKey(context.Request, key)
                            )
                        )
                            await next(context);
                        else
                            await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status403Forbidden));
                    }
                );
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint();
            }
        );
    }

    /// <summary>Whether this caller may read the measurements.</summary>
    public static bool Allows(MetricsAccess access, IPAddress? caller, bool hasKey) =>
        access switch
        {
            MetricsAccess.Anyone => true,
            MetricsAccess.Loopback => hasKey || caller is not null && IPAddress.IsLoopback(caller),
            MetricsAccess.Key => hasKey,
            _ => false,
        };

    // The host makes a trace for a request only when somebody listens; the log lines of a request carry its id.
    private sealed class RequestTracing : IHostedService, IDisposable
    {
        private readonly ActivityListener _listener = new()
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };

        public Task StartAsync(CancellationToken cancellationToken)
        {
            ActivitySource.AddActivityListener(_listener);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => _listener.Dispose();
    }
}

/// <summary>Who may read <c>/metrics</c>.</summary>
public enum MetricsAccess
{
    /// <summary>Callers on this machine, and others with the admin key. A proxy on this machine makes every caller one.</summary>
    Loopback,

    /// <summary>Only with the admin key.</summary>
    Key,

    Anyone,

    /// <summary>There is no such address.</summary>
    None,
}
