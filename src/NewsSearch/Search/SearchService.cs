using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Search;

/// <summary>Answers a search: hits and counts from the index, what is shown of them from the archive.</summary>
public sealed class SearchService(IArticleIndex index, IArchive archive)
{
    /// <exception cref="CursorExpiredException">The snapshot that the request continues is gone.</exception>
    public SearchAnswer Search(SearchRequest request, CancellationToken cancellation)
    {
        var answer = index.Search(request, cancellation);
        var stored = archive.ReadSequences([.. answer.Hits.Select(h => h.Sequence)], withBody: request.Highlight);
        var items = new List<SearchItem>(answer.Hits.Count);
        for (var i = 0; i < answer.Hits.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var entry =
                stored[i]
                ?? throw new InvalidDataException(
                    $"The index knows sequence {answer.Hits[i].Sequence}, the archive does not: rebuild the index."
                );
            var marks = request.Highlight ? index.Highlight(request.Query.Root, entry.Article) : null;
            items.Add(
                new SearchItem(entry.Article, answer.Hits[i].Score, entry.Recorded, marks, answer.Hits[i].IsOlder)
            );
        }
        var isEmpty = answer.Total == 0 && request.After is null && answer.Index.Documents > 0;
        return new SearchAnswer(answer, items, isEmpty ? EmptyAnswers.Explain(index, request, cancellation) : null);
    }
}
