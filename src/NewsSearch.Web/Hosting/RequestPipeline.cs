using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NewsSearch.Web.Hosting;

/// <summary>The two steps of the pipeline that are ours.</summary>
public static class RequestPipeline
{
    // The API reference and the dashboard bring inline scripts and styles of their own.
    private const string Lenient =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";
    private const string Strict =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>HEAD is answered as GET everywhere; the server leaves the body out.</summary>
    public static void UseHead(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await next(context);
                    return;
                }
                context.Request.Method = HttpMethods.Get;
                try
                {
                    await next(context);
                }
                finally
                {
                    context.Request.Method = HttpMethods.Head;
                }
            }
        );

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var path = context.Request.Path;
                var isForeign =
                    path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase)
                    || path.StartsWithSegments("/jobs", StringComparison.OrdinalIgnoreCase);
                // Just before the answer starts: the exception handler clears headers that are set earlier.
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    // What an endpoint forbids beyond this stays forbidden.
                    if (headers.ContentSecurityPolicy.Count == 0)
                        headers.ContentSecurityPolicy = isForeign ? Lenient : Strict;
                    headers.XContentTypeOptions = "nosniff";
                    headers["Referrer-Policy"] = "same-origin";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
}
