using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The header <c>Link</c> (RFC 8288) of lists.</summary>
public static class LinkHeader
{
    /// <summary>Says where the page is and what lies around it; null for what there is not.</summary>
    public static void Write(HttpResponse response, string self, string first, string? next, string? previous)
    {
        var header = $"<{self}>; rel=\"self\", <{first}>; rel=\"first\"";
        if (next is not null)
            header += $", <{next}>; rel=\"next\"";
        if (previous is not null)
            header += $", <{previous}>; rel=\"prev\"";
        response.Headers.Link = header;
    }

    /// <summary>An answer that is the whole of a list: its only page is the first.</summary>
    public static RouteHandlerBuilder IsWholeList(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            async (call, next) =>
            {
                var answer = await next(call);
                var request = call.HttpContext.Request;
                var self = ParameterList.Of(request.QueryString).On(request.PathBase + request.Path);
                Write(call.HttpContext.Response, self, self, next: null, previous: null);
                return answer;
            }
        );
}
