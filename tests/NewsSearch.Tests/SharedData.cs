namespace NewsSearch.Tests;

/// <summary>Finds the real data that lies beside the repository and is never copied into it.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file or folder of the shared data, or null where it is absent.</summary>
    public static string? Find(string relative)
    {
        var root = Environment.GetEnvironmentVariable("NEWSSEARCH_SHARED_DATA") ?? BesideRepository();
        if (root is null)
            return null;
        var path = Path.Combine(root, relative);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>As <see cref="Find"/>; skips the running test where the data is absent.</summary>
    public static string Require(string relative)
    {
        var path = Find(relative);
        Assert.SkipUnless(
            path is not null,
            $"shared data {relative} is absent; NEWSSEARCH_SHARED_DATA may name its folder"
        );
        return path!;
    }

    private static string? BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NewsSearch.sln")))
            folder = folder.Parent;
        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
