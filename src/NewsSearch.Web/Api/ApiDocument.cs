using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using NewsSearch.Extraction;
using NewsSearch.Indexing;

namespace NewsSearch.Web.Api;

/// <summary>The OpenAPI document: made from the endpoints, their known parameters and their problems.</summary>
public static class ApiDocument
{
    public const string Path = "/openapi.json";

    private const string KeyScheme = "adminKey";

    /// <summary>The JSON of the API; also what the document's schemas are made from.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, ApiJson.Readable);
        json.NumberHandling = JsonNumberHandling.Strict;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) => Complete(document));
        options.AddOperationTransformer((operation, context, _) => Complete(operation, context));
    }

    /// <summary>Declares the problems with these statuses.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses.Append(StatusCodes.Status500InternalServerError))
            endpoint.Produces<Problem>(status, Problems.MediaType);
        return endpoint;
    }

    private static Task Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "NewsSearch",
            Version = "v1",
            Description =
                "A news archive with faceted search. Errors are application/problem+json (RFC 9457); an unknown "
                + "parameter is an error, never ignored.",
        };
        // The address of the first request would be baked in, which is wrong behind a proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The admin key: NewsSearch:AdminKey or the content of <data>/admin.key.",
        };
        return Task.CompletedTask;
    }

    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<KnownParameters>().SelectMany(k => k.All))
            operation.Parameters.Add(Parameter(parameter));
        foreach (var (status, response) in operation.Responses ?? [])
            if (int.TryParse(status, out var code) && code >= 400)
                response.Description = string.Join(
                    "; ",
                    Problems.Known.Where(k => k.Status == code).Select(k => k.Type)
                );
        if (metadata.OfType<GivesBytes>().Any() && operation.Responses?["200"] is OpenApiResponse bytes)
            bytes.Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [MediaTypeNames.Application.Octet] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            };
        if (
            metadata.OfType<GivesFormats>().Any() && operation.Responses?["200"] is OpenApiResponse { Content: { } any }
        )
            foreach (var format in ArticleFormats.All.Where(f => f.MediaType != Negotiation.Json))
                any[format.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        operation.RequestBody = Body(metadata, context.ApplicationServices) ?? operation.RequestBody;
        if (metadata.OfType<IAuthorizeData>().Any())
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [],
                },
            ];
        return Task.CompletedTask;
    }

    // Not by Accepts(), which makes routing refuse every other declared type before the key and the bytes are seen.
    private static OpenApiRequestBody? Body(IList<object> metadata, IServiceProvider services)
    {
        if (metadata.OfType<TakesDocuments>().Any())
        {
            var types = services.GetRequiredService<ArticleReaders>().All.Select(r => r.MediaType);
            return Body(
                types.Append(MediaTypeNames.Application.Octet),
                new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }
            );
        }
        if (metadata.OfType<TakesReason>().Any())
            return Reason();
        if (metadata.OfType<TakesRebuild>().Any())
            return Optional(RebuildBody.Schema(services.GetRequiredService<IIndexFields>()));
        if (!metadata.OfType<TakesSearch>().Any())
            return null;
        var members = KnownParameter.OfSearch.ToDictionary(p => p.Name, p => (IOpenApiSchema)Schema(p));
        return Body(
            [MediaTypeNames.Application.Json],
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = members,
                AdditionalPropertiesAllowed = false,
            }
        );
    }

    private static OpenApiRequestBody Reason() =>
        Optional(
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                {
                    ["reason"] = new OpenApiSchema { Type = JsonSchemaType.String },
                },
                AdditionalPropertiesAllowed = false,
            }
        );

    private static OpenApiRequestBody Optional(OpenApiSchema schema)
    {
        var body = Body([MediaTypeNames.Application.Json], schema);
        body.Required = false;
        return body;
    }

    private static OpenApiRequestBody Body(IEnumerable<string> mediaTypes, OpenApiSchema schema) =>
        new()
        {
            Required = true,
            Content = mediaTypes.ToDictionary(t => t, _ => new OpenApiMediaType { Schema = schema }),
        };

    private static OpenApiParameter Parameter(KnownParameter parameter) =>
        new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = Schema(parameter),
            Explode = parameter.IsRepeatable,
        };

    private static OpenApiSchema Schema(KnownParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Enum = parameter.Allowed?.Select(JsonNode (v) => JsonValue.Create(v)!).ToList(),
        };
        return parameter.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value;
    }
}
