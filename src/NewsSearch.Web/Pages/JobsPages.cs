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
            || services.GetRequiredService<AdminSession>().IsOpen(context.Request) && IsOwn(context.Request);
    }

    // Its forms carry no token, and SameSite tells neither ports nor sibling hosts apart: a change must come from here.
    private static bool IsOwn(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        || HttpMethods.IsHead(request.Method)
        || Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
