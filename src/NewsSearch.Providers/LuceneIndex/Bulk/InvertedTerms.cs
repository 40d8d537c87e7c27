using Lucene.Net.Index;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>The terms of a <see cref="TextInverter"/> in the order of an index, and their postings.</summary>
internal sealed class InvertedTerms(TextInverter inverter) : Terms
{
    private readonly int[] _sorted = inverter.Terms.Sorted();

    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override long Count => _sorted.Length;

    public override long SumTotalTermFreq => inverter.SumOfTermFrequencies;

    public override long SumDocFreq => inverter.SumOfDocumentFrequencies;

    public override int DocCount => inverter.DocumentsWithTerms;

    public override bool HasFreqs => true;

    public override bool HasOffsets => false;

    public override bool HasPositions => true;

    public override bool HasPayloads => false;

    public override TermsEnum GetEnumerator() => new Walk(inverter, _sorted);

    private sealed unsafe class Walk(TextInverter inverter, int[] sorted) : TermsEnum
    {
        private readonly BytesRef _term = new(IndexWriter.MAX_TERM_LENGTH);
        private int _at = -1;

        public override BytesRef Term => _term;

        public override long Ord => _at;

        public override int DocFreq => List.Documents;

        public override long TotalTermFreq => List.Occurrences;

        public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

        public override bool MoveNext()
        {
            if (_at + 1 >= sorted.Length)
                return false;
            Show(_at + 1);
            return true;
        }

        [Obsolete("Use MoveNext() and Term instead.")]
        public override BytesRef? Next() => MoveNext() ? _term : null;

        public override SeekStatus SeekCeil(BytesRef text)
        {
            var wanted = text.Bytes.AsSpan(text.Offset, text.Length);
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (inverter.Terms[sorted[middle]].SequenceCompareTo(wanted) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            if (low == sorted.Length)
                return SeekStatus.END;
            Show(low);
            return _term.BytesEquals(text) ? SeekStatus.FOUND : SeekStatus.NOT_FOUND;
        }

        public override void SeekExact(long ord) => Show((int)ord);

        public override DocsEnum Docs(IBits liveDocs, DocsEnum reuse, DocsFlags flags) => Postings(reuse);

        public override DocsAndPositionsEnum DocsAndPositions(
            IBits liveDocs,
            DocsAndPositionsEnum reuse,
            DocsAndPositionsFlags flags
        ) => Postings(reuse);

        private PostingList List => inverter.Postings.Lists[sorted[_at]];

        private void Show(int at)
        {
            _at = at;
            var term = inverter.Terms[sorted[at]];
            term.CopyTo(_term.Bytes);
            _term.Length = term.Length;
        }

        private InvertedPostings Postings(DocsEnum? reuse)
        {
            var postings = reuse as InvertedPostings ?? new InvertedPostings();
            postings.Begin(inverter.Postings.Read(sorted[_at]), List.Documents);
            return postings;
        }
    }
}

/// <summary>The documents and positions of one term, first to last.</summary>
internal sealed class InvertedPostings : DocsAndPositionsEnum
{
    private PostingLists.Reader _numbers;
    private int _documents;
    private int _left;
    private int _document;
    private int _reached;
    private int _frequency;
    private int _positions;
    private int _position;

    /// <param name="documents">How many the list has.</param>
    public void Begin(PostingLists.Reader numbers, int documents)
    {
        (_numbers, _documents, _left) = (numbers, documents, documents);
        (_document, _reached, _frequency, _positions) = (-1, 0, 0, 0);
    }

    public override int DocID => _document;

    public override int Freq => _frequency;

    public override int StartOffset => -1;

    public override int EndOffset => -1;

    public override BytesRef? GetPayload() => null;

    public override long GetCost() => _documents;

    public override int NextDoc()
    {
        for (; _positions > 0; _positions--)
            _numbers.Next();
        if (_left-- == 0)
            return _document = NO_MORE_DOCS;
        var head = _numbers.Next();
        _document = _reached += (int)(head >> 1);
        _positions = _frequency = (head & 1) != 0 ? 1 : (int)_numbers.Next();
        _position = 0;
        return _document;
    }

    public override int Advance(int target)
    {
        while (NextDoc() < target) { }
        return _document;
    }

    public override int NextPosition()
    {
        _positions--;
        return _position += (int)_numbers.Next();
    }
}
