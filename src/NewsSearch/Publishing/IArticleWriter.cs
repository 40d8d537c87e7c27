namespace NewsSearch.Publishing;

/// <summary>Writes one article in one format. Writers are pure and know nothing of requests.</summary>
public interface IArticleWriter
{
    /// <summary>Name of the format, as <c>format</c> of the article's address takes it.</summary>
    string Format { get; }

    /// <summary>What readers call it; a proper name, the same in every language.</summary>
    string Label { get; }

    string MediaType { get; }

    /// <summary>Ending of a file of this format, without the dot.</summary>
    string Extension { get; }

    /// <summary>The article, to be sent as UTF-8.</summary>
    string Write(Publication publication);
}
