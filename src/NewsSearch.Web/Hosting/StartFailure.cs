using System.Security;
using Microsoft.Extensions.Options;
using NewsSearch.Providers;

namespace NewsSearch.Web.Hosting;

/// <summary>Why the service did not start, in one paragraph for the operator.</summary>
public static class StartFailure
{
    /// <summary>The paragraph; null for a fault of the service, whose stack trace matters.</summary>
    public static string? Explain(Exception exception) =>
        exception switch
        {
            OptionsValidationException e => "NewsSearch did not start, its settings are wrong: "
                + string.Join(" ", e.Failures),
            // The binder wraps what the converter says.
            InvalidOperationException { InnerException: FormatException or ArgumentException } e =>
                $"NewsSearch did not start, its settings are wrong: {e.Message}",
            InvalidOperationException e
                when e.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal) =>
                "NewsSearch did not start, there is no such setting: "
                    + e.Message[(e.Message.LastIndexOf(':') + 1)..].Trim(),
            FormatException or InvalidDataException => $"NewsSearch did not start: {exception.Message}",
            _ when ProviderRegistration.ExplainFailure(exception) is { } text => $"NewsSearch did not start: {text}",
            IOException or UnauthorizedAccessException or SecurityException =>
                $"NewsSearch did not start: {exception.Message}",
            _ => null,
        };
}
