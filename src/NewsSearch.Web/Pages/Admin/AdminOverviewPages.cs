using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/admin</c>: whether index and archive are well, and what the last jobs did.</summary>
public static class AdminOverviewPages
{
    private const int LastJobs = 20;

    public static void MapAdminOverview(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/admin", Get).Takes().ForAdmin();

    private static RazorComponentResult<AdminOverviewPage> Get(
        IArchive archive,
        IArticleIndex index,
        DataFolder data
    ) =>
        new(
            new
            {
                // The index first: read the other way round, a run in between would make the lag negative.
                Index = index.Status,
                Sequence = archive.LastSequence,
                Sources = archive.Sources(),
                Outcomes = archive.LedgerTotals(),
                Jobs = archive.Jobs(LastJobs),
                Space = DataSpace.Of(data),
                Notes = (IReadOnlyList<string>)
                    [.. IndexNotes.Of(index, archive), .. archive.SourceEvents.Open().Select(e => e.ToString())],
            }
        );
}

/// <summary>Room on the disk, in bytes.</summary>
/// <param name="Archive">What the archive takes.</param>
/// <param name="Index">What all generations of the index take.</param>
/// <param name="Other">Everything else in the data folder: snapshots, the inbox.</param>
public sealed record DataSpace(long Archive, long Index, long Other, long Free)
{
    public static DataSpace Of(DataFolder data)
    {
        long archive = 0,
            index = 0,
            other = 0;
        foreach (var file in new DirectoryInfo(data.Root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var size = Size(file);
            if (file.FullName.StartsWith(data.ArchivePath, StringComparison.Ordinal))
                archive += size;
            else if (file.FullName.StartsWith(data.IndexPath, StringComparison.Ordinal))
                index += size;
            else
                other += size;
        }
        return new DataSpace(archive, index, other, new DriveInfo(data.Root).AvailableFreeSpace);
    }

    // Files of the index come and go while they are counted.
    private static long Size(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
