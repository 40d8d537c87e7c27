using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace NewsSearch.Tests.Extraction.Containers;

/// <summary>Writes zip, tar and gzip files in memory with the ready-made classes.</summary>
internal static class Pack
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Line(string headline) =>
        Utf8($"{{\"headline\":\"{headline}\",\"body\":\"The body of {headline}.\"}}\n");

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Optimal, entries);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                var created = zip.CreateEntry(name, level);
                created.LastWriteTime = Reading.Retrieved;
                using var entry = created.Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Tar(TarEntryFormat format, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                var isFolder = name.EndsWith('/');
                var type =
                    isFolder ? TarEntryType.Directory
                    : format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile
                    : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(type, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, name),
                    _ => new PaxTarEntry(type, name),
                };
                if (!isFolder)
                    entry.DataStream = new MemoryStream(bytes);
                entry.ModificationTime = Reading.Retrieved;
                tar.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Bytes)[] entries) => Tar(TarEntryFormat.Pax, entries);
}
