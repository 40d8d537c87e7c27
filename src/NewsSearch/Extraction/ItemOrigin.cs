namespace NewsSearch.Extraction;

/// <summary>The reader of an item that lies in a container, and what that reader was told.</summary>
/// <param name="Reader">Read the item; not the container's.</param>
public sealed record ItemOrigin(IArticleReader Reader, ReadContext Context);

/// <summary>What stands around an item in its document and is needed to read the item by itself.</summary>
/// <param name="Head">Bytes in front, such as a feed's own title and language.</param>
/// <param name="Tail">Bytes behind.</param>
public sealed record ItemFrame(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail)
{
    /// <summary>A larger head is not kept: it would be stored for the sake of a title.</summary>
    public const int LargestHead = 64 * 1024;

    /// <summary>The frame, or null when it is too large to be kept.</summary>
    public static ItemFrame? Of(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail) =>
        head.Length > LargestHead ? null : new ItemFrame(head, tail);
}
