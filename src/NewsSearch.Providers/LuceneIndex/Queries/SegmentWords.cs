using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The words of one field in the dictionary of one segment.</summary>
internal sealed class SegmentWords
{
    /// <summary>How many terms one word of a query may stand for.</summary>
    public const int MaxTerms = 20_000;

    private readonly Terms? _terms;
    private readonly TermsEnum? _all;
    private readonly string _field;
    private readonly CancellationToken _cancellation;
    private TermsEnum? _current;
    private char[] _letters = new char[64];

    public SegmentWords(Segment segment, string field, CancellationToken cancellation)
    {
        _field = field;
        _cancellation = cancellation;
        Languages = segment.Languages;
        _terms = segment.Reader.GetTerms(field);
        _all = _terms?.GetEnumerator();
    }

    public SegmentLanguages Languages { get; }

    /// <summary>Whether capitalized words are told by <see cref="WordMarks"/>.</summary>
    public bool HasMarks => _field == IndexSchema.Text;

    /// <summary>The term that was found last.</summary>
    public BytesRef Term => _current!.Term;

    /// <summary>Documents of the term that was found last, deleted ones among them.</summary>
    public int Count => _current!.DocFreq;

    /// <summary>Moves to this term; false when the segment has none.</summary>
    public bool Find(string term)
    {
        _current = _all;
        return _all?.SeekExact(new BytesRef(term)) == true;
    }

    /// <summary>All words (or, of a beginning with the mark, literal spellings) that begin like this.</summary>
    /// <returns>Each is good until the next is read: a beginning may have thousands, of which few are meant.</returns>
    public IEnumerable<ReadOnlyMemory<char>> Beginning(string beginning)
    {
        // Marks and literal spellings stand before the first word.
        var start = new BytesRef(beginning.Length == 0 ? IndexSchema.FirstOfWords.ToString() : beginning);
        if (_all is null || _all.SeekCeil(start) == TermsEnum.SeekStatus.END)
            yield break;
        _current = _all;
        var count = 0;
        do
        {
            if (beginning.Length > 0 && !StringHelper.StartsWith(_all.Term, start))
                yield break;
            if ((++count & 1_023) == 0)
                _cancellation.ThrowIfCancellationRequested();
            yield return Letters(_all.Term);
        } while (_all.MoveNext());
    }

    private ReadOnlyMemory<char> Letters(BytesRef term)
    {
        if (_letters.Length < term.Length)
            _letters = new char[term.Length];
        return _letters.AsMemory(0, Encoding.UTF8.GetChars(term.Bytes, term.Offset, term.Length, _letters, 0));
    }

    /// <summary>All words within so many typing errors.</summary>
    public IEnumerable<string> Similar(string word, int errors)
    {
        if (_terms is null)
            yield break;
        var similar = new FuzzyTermsEnum(_terms, new AttributeSource(), new Term(_field, word), errors, 0, true);
        _current = similar;
        while (similar.MoveNext())
        {
            _cancellation.ThrowIfCancellationRequested();
            var found = similar.Term.Utf8ToString();
            if (found[0] >= IndexSchema.FirstOfWords)
                yield return found;
        }
    }
}

/// <summary>The terms that one word of a query stands for in one segment.</summary>
internal sealed class WordList
{
    /// <summary>Terms whose places count, and for which documents (null: all), by number of their language set.</summary>
    public List<(BytesRef Term, bool[]? Mask)> Terms { get; } = [];

    /// <summary>Terms whose places do not count.</summary>
    public List<BytesRef> Subtracted { get; } = [];

    /// <summary>Documents of all terms together, one that has several as often.</summary>
    public long Documents { get; private set; }

    /// <summary>Places of all terms together.</summary>
    public long Places { get; private set; }

    /// <summary>Where the dictionary has each term; null for one that it does not have.</summary>
    public IReadOnlyList<TermState?> States { get; private set; } = [];

    /// <summary>Looks the terms up, once for all queries that use the list.</summary>
    public void LookUp(Terms? terms)
    {
        if (States.Count == Terms.Count || terms is null)
            return;
        var at = terms.GetEnumerator();
        var states = new TermState?[Terms.Count];
        long documents = 0;
        long places = 0;
        for (var n = 0; n < states.Length; n++)
        {
            if (!at.SeekExact(Terms[n].Term))
                continue;
            states[n] = at.GetTermState();
            documents += at.DocFreq;
            places += at.TotalTermFreq;
        }
        (Documents, Places, States) = (documents, places, states);
    }

    /// <summary>Short enough to be kept for the next query.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether only capitalized places count, or only others; null for all.</summary>
    public bool? Capitalized { get; set; }

    /// <exception cref="TooManyClausesException">There are more than <see cref="SegmentWords.MaxTerms"/>.</exception>
    public void Add(BytesRef term, bool[]? mask)
    {
        if (Terms.Count == SegmentWords.MaxTerms)
            throw new TooManyClausesException(
                $"A pattern stands for more than {SegmentWords.MaxTerms} words: give more of its letters.",
                Terms.Count + 1,
                SegmentWords.MaxTerms
            );
        Terms.Add((BytesRef.DeepCopyOf(term), mask));
    }

    public void Subtract(BytesRef term) => Subtracted.Add(BytesRef.DeepCopyOf(term));
}

/// <summary>The languages of a segment's articles, by the number of their set in the language column.</summary>
internal sealed class SegmentLanguages
{
    private readonly string[] _ofSet;

    public SegmentLanguages(ValueColumn column)
    {
        Sets = column.Sets;
        _ofSet = new string[column.SetCount];
        _ofSet[0] = "";
        for (var set = 1; set < _ofSet.Length; set++)
            _ofSet[set] = Stemming.Primary(column.Values[column.Members[column.Offsets[set]]]);
        var present = new bool[_ofSet.Length];
        foreach (var set in column.Sets)
            present[set] = true;
        Present = [.. _ofSet.Where((_, set) => present[set]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Set number of each document.</summary>
    public int[] Sets { get; }

    /// <summary>Primary subtags; empty for articles without a language.</summary>
    public IReadOnlyList<string> Present { get; }

    /// <summary>For each set, whether its language is among these.</summary>
    public bool[] Mask(IReadOnlyCollection<string> languages) => [.. _ofSet.Select(languages.Contains)];
}
