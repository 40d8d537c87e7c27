using System.Runtime.CompilerServices;

namespace NewsSearch.Extraction.Containers;

/// <summary>Reads the files in a zip file. Nothing is written under the name of an entry.</summary>
public abstract class ZipFileReader(ArticleReaders readers, ContainerLimits? limits) : IArticleReader, IContainerReader
{
    private const int LocalHeaderSize = 30;

    public abstract string Format { get; }
    public abstract int Version { get; }
    public abstract string MediaType { get; }

    private protected virtual bool IsWaczOnly => false;

    public abstract int Recognize(ReadOnlySpan<byte> head);

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var nesting = Nesting.Enter(context, limits ?? ContainerLimits.Default);
        if (nesting.IsTooDeep)
        {
            yield return nesting.TooDeep();
            yield break;
        }
        await using var zip = await SpooledInput.OpenAsync(input, cancellation);
        if (await ZipDirectory.FindAsync(zip.Bytes, cancellation) is not { } directory)
        {
            yield return new ReadItem(
                default,
                null,
                null,
                "the zip file has no directory at its end, so it is cut off or none. Send the whole file."
            );
            yield break;
        }
        var inner = context with { Nesting = nesting, Url = null };
        var items = ReadEntriesAsync(zip.Bytes, directory, nesting, inner, cancellation);
        await foreach (var item in items)
            yield return item;
    }

    private protected static bool IsZip(ReadOnlySpan<byte> head) =>
        (head.StartsWith("PK\u0003\u0004"u8) && head.Length >= LocalHeaderSize)
        || (head.StartsWith("PK\u0005\u0006"u8) && head.Length >= 22);

    private async IAsyncEnumerable<ReadItem> ReadEntriesAsync(
        Stream zip,
        ZipDirectory directory,
        Nesting nesting,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var isWacz = IsWaczOnly || await IsWaczAsync(directory, cancellation);
        var read = 0L;
        await using var entries = directory.EntriesAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (!nesting.IsSpent)
        {
            var (entry, problem) = await NextAsync(entries);
            if (problem is not null)
                yield return problem;
            if (entry is null)
                break;
            if (nesting.AddEntry() is { } tooMany)
            {
                yield return new ReadItem(default, null, null, tooMany, IsRejected: true);
                yield break;
            }
            if (EntryName.IsNoDocument(entry.Name) || (isWacz && !IsArchived(entry.Name)))
                continue;
            read++;
            await foreach (var item in ReadEntryAsync(zip, directory.Shift, entry, nesting, context, cancellation))
                yield return item;
        }
        if (isWacz && read == 0)
            yield return new ReadItem(default, null, null, "the WACZ file has no WARC file in archive/.");
    }

    private async IAsyncEnumerable<ReadItem> ReadEntryAsync(
        Stream zip,
        long shift,
        ZipEntry entry,
        Nesting nesting,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var name = EntryName.Shown(entry.Name);
        Stream? bytes = null;
        ReadItem? refused = null;
        try
        {
            bytes = await entry.OpenAsync(zip, shift, nesting, cancellation);
        }
        catch (ContainerProblemException problem)
        {
            refused = ContainedDocument.Named(ContainedDocument.Problem(problem), name);
        }
        if (bytes is null)
        {
            yield return refused!;
            yield break;
        }
        await using (bytes)
        {
            var items = ContainedDocument.RecognizeAndReadAsync(readers, bytes, context, name, cancellation);
            await foreach (var item in items)
                yield return item;
        }
    }

    private static async ValueTask<(ZipEntry? Entry, ReadItem? Problem)> NextAsync(IAsyncEnumerator<ZipEntry> entries)
    {
        try
        {
            return (await entries.MoveNextAsync() ? entries.Current : null, null);
        }
        catch (ContainerProblemException problem)
        {
            return (null, ContainedDocument.Problem(problem));
        }
    }

    private static async Task<bool> IsWaczAsync(ZipDirectory directory, CancellationToken cancellation)
    {
        var (isDescribed, hasArchive) = (false, false);
        await using var entries = directory.EntriesAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(entries) is ({ } entry, _))
        {
            isDescribed |= entry.Name == "datapackage.json";
            hasArchive |= IsArchived(entry.Name);
        }
        return isDescribed && hasArchive;
    }

    private static bool IsArchived(string name) =>
        name.StartsWith("archive/", StringComparison.Ordinal)
        && (
            name.EndsWith(".warc", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".warc.gz", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".arc", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".arc.gz", StringComparison.OrdinalIgnoreCase)
        );
}
