namespace NewsSearch.Extraction.Containers;

/// <summary>Marks readers whose input holds documents of other formats.</summary>
internal interface IContainerReader;

/// <summary>What the bytes of a container make impossible. The message is the reason of an item.</summary>
internal abstract class ContainerProblemException(string message, Exception? cause) : IOException(message, cause)
{
    /// <summary>Understood and refused, rather than damaged.</summary>
    public abstract bool IsRejected { get; }
}

/// <summary>A container passes a limit.</summary>
internal sealed class ContainerLimitException(string message) : ContainerProblemException(message, null)
{
    public override bool IsRejected => true;
}

/// <summary>Bytes of a container are missing or wrong.</summary>
internal sealed class ContainerDamagedException(string message, Exception? cause = null)
    : ContainerProblemException(message, cause)
{
    public override bool IsRejected => false;
}
