using System.Globalization;
using System.IO.Hashing;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Pages;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>
/// Strong entity tags (RFC 9110) from the state that an answer is made of, so that a client that has it already gets
/// 304 before anything is searched.
/// </summary>
public static class EntityTags
{
    // Another program may write the same state differently.
    private static readonly string Program = Assembly
        .GetExecutingAssembly()
        .ManifestModule.ModuleVersionId.ToString("N");

    private static readonly string[] VariesBy = [HeaderNames.Accept, HeaderNames.AcceptLanguage, HeaderNames.Cookie];

    /// <summary>Tags the answers of an endpoint; what it shows changes with index and archive only.</summary>
    public static RouteHandlerBuilder WithEntityTag(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            async (call, next) =>
            {
                var context = call.HttpContext;
                if (IsPrivate(context))
                {
                    context.Response.Headers.CacheControl = "no-store";
                    return await next(call);
                }
                if (!HttpMethods.IsGet(context.Request.Method) || DependsOnTime(context.Request))
                    return await next(call);
                var tag = Of(context);
                var headers = context.Response.GetTypedHeaders();
                headers.ETag = tag;
                // What went wrong is told again.
                context.Response.OnStarting(() =>
                {
                    if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                        context.Response.Headers.Remove(HeaderNames.ETag);
                    return Task.CompletedTask;
                });
                headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
                foreach (var name in VariesBy)
                    context.Response.Headers.Append(HeaderNames.Vary, name);
                var known = context.Request.GetTypedHeaders().IfNoneMatch;
                if (known.All(k => !k.Equals(EntityTagHeaderValue.Any) && !k.Compare(tag, useStrongComparison: false)))
                    return await next(call);
                context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            }
        );

    private static bool IsPrivate(HttpContext context) =>
        context.Request.RouteValues["id"] is string id
        && ShownArticle.IsPrivate(context, context.RequestServices.GetRequiredService<IArchive>(), id);

    // P7D/ is another interval a second later.
    private static bool DependsOnTime(HttpRequest request) =>
        ParameterList
            .Of(request.QueryString)
            .Values(ParameterNames.Date)
            .Any(d => d.Contains('P', StringComparison.Ordinal));

    private static EntityTagHeaderValue Of(HttpContext context)
    {
        var services = context.RequestServices;
        var index = services.GetRequiredService<IArticleIndex>().Status;
        var archive = services.GetRequiredService<IArchive>();
        var request = context.Request;
        // An article changes with its own version only; everything else with the archive.
        var shown =
            request.RouteValues["id"] is string id && archive.Find(id) is { } stored
                ? $"{stored.Sequence} {stored.Sequence <= index.Sequence}"
                : $"{archive.LastSequence} {archive.RegistryVersion} {index.Sequence} {index.CommittedAt?.Ticks}";
        // The bytes depend on the encoding that is chosen, and that on what the client accepts.
        var state = string.Join(
            '\n',
            Program,
            index.Generation,
            shown,
            request.PathBase,
            request.Path,
            request.QueryString,
            request.Headers.Accept,
            request.Headers.AcceptEncoding,
            services.GetRequiredService<ReaderPreferences>().Key
        );
        var hash = XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(state));
        return new EntityTagHeaderValue($"\"{hash.ToString("x", CultureInfo.InvariantCulture)}\"");
    }
}
