using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// Inverts the words of headline and body of many articles in memory, several times faster than the index writer: each
/// step runs over all words of an article before the next, and asks for the memory that the next one needs.
/// </summary>
/// <remarks>Not for several threads. What it holds is read through <see cref="InvertedText"/>.</remarks>
internal sealed unsafe class TextInverter(Similarity similarity) : IDisposable
{
    private const int Padding = 8;

    private readonly NativeBuffer<byte> _text = new(1 << 14);
    private readonly NativeBuffer<Token> _tokens = new(1 << 11);
    private readonly NativeBuffer<Entry> _entries = new(1 << 11);
    private readonly List<byte> _norms = [];
    private int _count;
    private int _end;

    public TermTable Terms { get; } = new();

    public PostingLists Postings { get; } = new();

    public int Documents => _norms.Count;

    /// <summary>Documents with a word.</summary>
    public int DocumentsWithTerms { get; private set; }

    public long SumOfDocumentFrequencies { get; private set; }

    public long SumOfTermFrequencies { get; private set; }

    /// <summary>Bytes that it takes.</summary>
    public long Size => Terms.Size + Postings.Size + (long)Terms.Count * sizeof(PostingList);

    /// <summary>The norm of a document, as the similarity encodes its length.</summary>
    public long Norm(int document) => _norms[document];

    /// <summary>Adds the next document.</summary>
    public void Add(TextWords words)
    {
        ReadTokens(words);
        FindTerms();
        var entries = Group();
        Append(entries);
        var overlaps = _count - words.Count;
        var state = new FieldInvertState(IndexSchema.Text, words.Count, _count, overlaps, offset: 0, boost: 1);
        _norms.Add((byte)similarity.ComputeNorm(state));
        DocumentsWithTerms += entries > 0 ? 1 : 0;
        SumOfDocumentFrequencies += entries;
        SumOfTermFrequencies += _count;
    }

    public void Dispose()
    {
        Terms.Dispose();
        Postings.Dispose();
        _text.Dispose();
        _tokens.Dispose();
        _entries.Dispose();
    }

    private void ReadTokens(TextWords words)
    {
        (_count, _end) = (0, 0);
        if (words.Count == 0)
            return;
        ref readonly var last = ref words[words.Count - 1];
        var folded = words.Bytes.AsSpan(0, last.FoldedAt + last.FoldedLength);
        _text.Reserve(folded.Length + Padding);
        _tokens.Reserve(2L * words.Count);
        folded.CopyTo(new Span<byte>(_text.Items, folded.Length));
        _end = folded.Length;
        for (var i = 0; i < words.Count; i++)
        {
            ref readonly var word = ref words[i];
            AddToken(word.FoldedAt, word.FoldedLength, word.Position);
            // Capitalized words need no term of their own: the marks of the document tell them.
            if (word.Spelling == Spelling.Other)
                AddLiteral(words, i);
        }
    }

    private void AddLiteral(TextWords words, int index)
    {
        var (start, most) = (_end, LiteralTerm.MaxLength(words, index));
        _text.Reserve((long)start + most + Padding);
        _end += LiteralTerm.Write(words, index, new Span<byte>(_text.Items + start, most));
        AddToken(start, _end - start, words[index].Position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToken(int start, int length, int position)
    {
        var key = TermTable.Key(_text.Items + start, length);
        Terms.Prefetch(key);
        _tokens.Items[_count++] = new Token
        {
            Key = key,
            Start = start,
            Length = length,
            Position = position,
        };
    }

    private void FindTerms()
    {
        for (var i = 0; i < _count; i++)
        {
            ref var token = ref _tokens.Items[i];
            var known = Terms.Count;
            token.Term = Terms.Add(token.Key, _text.Items + token.Start, token.Length);
            if (token.Term == known)
                Postings.Begin(known);
            else if (Sse.IsSupported)
                Sse.Prefetch0(Postings.Lists + token.Term);
        }
    }

    // One entry a term, in the order of first occurrence, with its tokens as a chain.
    private int Group()
    {
        _entries.Reserve(_count);
        var lists = Postings.Lists;
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var token = ref _tokens.Items[i];
            token.Next = -1;
            ref var list = ref lists[token.Term];
            if (list.Entry == 0)
            {
                _entries.Items[count] = new Entry
                {
                    Term = token.Term,
                    First = i,
                    Last = i,
                    Occurrences = 1,
                };
                list.Entry = ++count;
                if (Sse.IsSupported)
                    Sse.Prefetch0(Postings.Slices + list.Next);
                continue;
            }
            ref var entry = ref _entries.Items[list.Entry - 1];
            _tokens.Items[entry.Last].Next = i;
            entry.Last = i;
            entry.Occurrences++;
        }
        return count;
    }

    private void Append(int entries)
    {
        var document = Documents;
        for (var e = 0; e < entries; e++)
        {
            ref var entry = ref _entries.Items[e];
            ref var list = ref Postings.Lists[entry.Term];
            var distance = (uint)(document - list.LastDocument);
            (list.LastDocument, list.Entry) = (document, 0);
            list.Documents++;
            list.Occurrences += entry.Occurrences;
            Postings.Write(ref list, (distance << 1) | (entry.Occurrences == 1 ? 1u : 0u));
            if (entry.Occurrences > 1)
                Postings.Write(ref list, (uint)entry.Occurrences);
            var position = 0;
            for (var i = entry.First; i >= 0; i = _tokens.Items[i].Next)
            {
                Postings.Write(ref list, (uint)(_tokens.Items[i].Position - position));
                position = _tokens.Items[i].Position;
            }
        }
    }

    private struct Token
    {
        public TermKey Key;
        public int Start;
        public int Length;
        public int Position;
        public int Term;
        public int Next;
    }

    private struct Entry
    {
        public int Term;
        public int First;
        public int Last;
        public int Occurrences;
    }
}
