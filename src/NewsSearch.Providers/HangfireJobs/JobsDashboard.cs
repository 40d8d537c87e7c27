using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>Hangfire's dashboard for those whom the host lets in.</summary>
public static class JobsDashboard
{
    /// <summary>Maps the dashboard; anybody whom <paramref name="mayEnter"/> refuses gets 401.</summary>
    public static IEndpointConventionBuilder MapJobsDashboard(
        this IEndpointRouteBuilder endpoints,
        string path,
        Func<HttpContext, ValueTask<bool>> mayEnter
    ) =>
        endpoints.MapHangfireDashboard(
            path,
            new DashboardOptions
            {
                Authorization = [],
                AsyncAuthorization = [new Door(mayEnter)],
                AppPath = "/",
                DashboardTitle = "NewsSearch jobs",
                DisplayStorageConnectionString = false,
                // The host's door sees every request and refuses changes that come from elsewhere.
                IgnoreAntiforgeryToken = true,
            },
            endpoints.ServiceProvider.GetRequiredService<BackgroundJobs>().Storage
        );

    private sealed class Door(Func<HttpContext, ValueTask<bool>> mayEnter) : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context) => await mayEnter(context.GetHttpContext());
    }
}
