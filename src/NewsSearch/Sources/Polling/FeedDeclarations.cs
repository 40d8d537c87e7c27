using NewsSearch.Archive;

namespace NewsSearch.Sources.Polling;

/// <summary>Makes feeds out of declarations.</summary>
public static class FeedDeclarations
{
    /// <summary>A feed that is declared now, and due at once unless it is disabled.</summary>
    /// <param name="fileEntry">The entry of the settings file that declares it, or null.</param>
    public static PolledFeed New(FeedDeclaration declaration, string? fileEntry, DateTimeOffset now) =>
        new(
            FeedDeclarationReader.Id(declaration.Url),
            declaration.Url,
            declaration,
            fileEntry,
            now,
            new FeedState(declaration.IsEnabled ? now : null)
        );
}
