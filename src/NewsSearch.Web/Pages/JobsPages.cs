using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Pages;

/// <summary>The jobs page, for the admin.</summary>
public static class JobsPages
{
    public const string Path = "/jobs";

    public static void MapJobsPages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapJobsDashboard(Path, c => ValueTask.FromResult(MayEnter(c)));

    private static bool MayEnter(HttpContext context)
    {
        var services = context.RequestServices;
        return AdminKeyAuthentication.HasKey(context.Request, services.GetRequiredService<AdminKey>())
            || services.GetRequiredService<AdminSession>().IsOpen(context.Request);
    }
}
