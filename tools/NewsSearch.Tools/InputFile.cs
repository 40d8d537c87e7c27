using System.IO.Compression;
using NewsSearch.Extraction;

namespace NewsSearch.Tools;

/// <summary>An input of a command: where it is, and what to call it.</summary>
/// <param name="Name">The file's name, or its path below the folder that was named, with slashes.</param>
internal sealed record InputFile(string Path, string Name)
{
    /// <summary>The files of these files and folders, folders with everything below them, by name.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static IReadOnlyList<InputFile> Find(IEnumerable<string> paths) => [.. paths.SelectMany(FilesOf)];

    /// <summary>
    /// Opens the file at its start. Gzip is taken off for a reader that was named and does not read the compressed
    /// bytes itself; else the readers see to it.
    /// </summary>
    public Stream Open(IArticleReader? forced)
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        Span<byte> head = stackalloc byte[ArticleReaders.HeadSize];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var isGzip = head[..length] is [0x1F, 0x8B, ..];
        return isGzip && forced?.Recognize(head[..length]) == 0
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
    }

    private static IEnumerable<InputFile> FilesOf(string path)
    {
        if (File.Exists(path))
            return [new InputFile(path, System.IO.Path.GetFileName(path))];
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        return Directory
            .EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => new InputFile(f, System.IO.Path.GetRelativePath(path, f).Replace('\\', '/')));
    }
}
