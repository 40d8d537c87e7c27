using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>
/// Which state of an article a caller sees: readers what is public of it, the admin also what is held or was withdrawn.
/// </summary>
public static class ShownArticle
{
    /// <summary>The article of this id as this caller may see it.</summary>
    /// <exception cref="NotFoundException">There is none for this caller.</exception>
    /// <exception cref="GoneException">Its publisher withdrew it.</exception>
    public static ArchivedArticle Of(HttpContext context, IArchive archive, string id)
    {
        var stored = archive.Find(id);
        if (stored is { IsDeleted: false } || stored is not null && IsAdmin(context))
            return stored;
        if (stored is not null)
            throw new GoneException(stored);
        if (IsAdmin(context) && archive.Held.Find(id) is { } held)
            return new ArchivedArticle(NoSequence, IsFirst: true, IsDeleted: false, held.Article, held.Received);
        throw new NotFoundException($"There is no article '{id}'.");
    }

    /// <summary>What is not public: it is never kept by a browser or a proxy.</summary>
    public static bool IsPrivate(HttpContext context, IArchive archive, string id) =>
        IsAdmin(context) && (archive.Find(id) is { } stored ? stored.IsDeleted : archive.Held.Find(id) is not null);

    /// <summary>Whether it stands for an item that is held and has no place in the log of changes.</summary>
    public static bool IsHeld(ArchivedArticle shown) => shown.Sequence == NoSequence;

    // Behind every change, so that it counts as not indexed.
    private const long NoSequence = long.MaxValue;

    // The API never looks at the cookie.
    private static bool IsAdmin(HttpContext context)
    {
        var services = context.RequestServices;
        return AdminKeyAuthentication.HasKey(context.Request, services.GetRequiredService<AdminKey>())
            || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                && services.GetRequiredService<AdminSession>().IsOpen(context.Request);
    }
}

/// <summary>An article was withdrawn by its publisher.</summary>
public sealed class GoneException(ArchivedArticle stored)
    : Exception($"The publisher of the article '{stored.Article.Id}' has withdrawn it.")
{
    public string RemovedAt => DateText.Machine(stored.Recorded);

    public TombstoneResponse Tombstone =>
        new(
            stored.Article.Id,
            SourceResponse.Of(stored.Article.Source),
            RemovedAt,
            Publishability.Name(stored.Article.Status)
        );
}

/// <summary>What is left to see of an article that was withdrawn.</summary>
/// <param name="Reason">The publisher's status: canceled or withheld.</param>
public sealed record TombstoneResponse(string Id, SourceResponse Source, string RemovedAt, string Reason);
