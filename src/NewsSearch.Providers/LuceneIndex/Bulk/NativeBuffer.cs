using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// A growing array outside of the managed heap: hundreds of megabytes that live for seconds would otherwise be moved
/// or kept by the collector. Addresses change whenever it grows; who makes one disposes it.
/// </summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private nuint _capacity;

    public NativeBuffer(int capacity)
    {
        _capacity = (nuint)capacity;
        Items = (T*)NativeMemory.Alloc(_capacity, (nuint)sizeof(T));
    }

    /// <summary>Its first item.</summary>
    public T* Items { get; private set; }

    /// <summary>Makes room for so many items; what is there stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(long items)
    {
        if ((nuint)items > _capacity)
            Grow((nuint)items);
    }

    public void Dispose()
    {
        NativeMemory.Free(Items);
        Items = null;
        _capacity = 0;
    }

    private void Grow(nuint items)
    {
        var capacity = Math.Max(items, _capacity + _capacity / 2);
        Items = (T*)NativeMemory.Realloc(Items, capacity * (nuint)sizeof(T));
        _capacity = capacity;
    }
}
