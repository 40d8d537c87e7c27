namespace NewsSearch.Extraction.Warc;

/// <summary>What to do with a record, judged by its header and the beginning of its block.</summary>
internal enum RecordUse
{
    Skip,
    Take,
}

/// <param name="beginning">Of the block, up to <see cref="RecordStream.JudgedBytes"/>.</param>
internal delegate RecordUse RecordJudge(RecordHeader header, ReadOnlySpan<byte> beginning);

/// <summary>
/// Finds the records of a file one after the other. A record that is cut off, or whose length is wrong, is told with
/// its place, and reading goes on at the next header.
/// </summary>
/// <param name="largest">A record to be taken whose block is larger is told as too large.</param>
internal sealed class RecordStream(RecordWindow window, RecordSyntax syntax, RecordJudge judge, int largest)
{
    /// <summary>Bytes of a block that its use is judged by.</summary>
    public const int JudgedBytes = 32 * 1024;

    // How far to look behind what seems to be a header inside a block that is passed over.
    private const int LookAhead = 8 * 1024 * 1024;
    private const int RawOfDamaged = 64 * 1024;

    // CR LF CR LF
    private const int Separator = 4;
    private bool _isLost;

    /// <summary>Records seen, those that were passed over included.</summary>
    public long Seen { get; private set; }

    /// <summary>The next record to be taken or told; null at the end.</summary>
    public async ValueTask<FoundRecord?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            await SkipBlanksAsync(cancellation);
            if (_isLost)
                await SeekHeaderAsync(cancellation);
            if (window.Span.IsEmpty)
            {
                if (window.Damage is null)
                    return null;
                return Lost(window.Place, null, default, window.PassDamage());
            }
            var place = window.Place;
            var (header, mistake) = await ReadHeaderAsync(cancellation);
            if (header is null)
            {
                var beginning = Beginning(Math.Min(window.Span.Length, 1024));
                window.Pass(1);
                return Lost(place, null, beginning, mistake!);
            }
            Seen++;
            if (await ReadRecordAsync(place, header, cancellation) is { } record)
                return record;
        }
    }

    private async ValueTask SkipBlanksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var blanks = window.Span.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            window.Pass(blanks < 0 ? window.Span.Length : blanks);
            if (blanks >= 0 || !await window.FillAsync(cancellation))
                return;
        }
    }

    /// <summary>Passes what belongs to no record; the window is empty when there is no header before the break.</summary>
    private async ValueTask SeekHeaderAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = syntax.Find(window.Span, window.IsLineStart, window.IsFinal, out var safe);
            window.Pass(at >= 0 ? at : safe);
            if (at >= 0)
            {
                _isLost = false;
                return;
            }
            if (!await window.FillAsync(cancellation) && window.IsFinal && window.Span.IsEmpty)
                return;
        }
    }

    private async ValueTask<(RecordHeader? Header, string? Mistake)> ReadHeaderAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var reading = syntax.Read(window.Span, window.IsFinal);
            if (reading.Header is not null || reading.Mistake is not null)
                return (reading.Header, reading.Mistake);
            await window.FillAsync(cancellation);
        }
    }

    private async ValueTask<FoundRecord?> ReadRecordAsync(
        string place,
        RecordHeader header,
        CancellationToken cancellation
    )
    {
        await window.EnsureAsync(header.Size + (int)Math.Min(header.Length, JudgedBytes), cancellation);
        var seen = (int)Math.Min(window.Span.Length - header.Size, Math.Min(header.Length, JudgedBytes));
        var use = judge(header, window.Span.Slice(header.Size, seen));
        if (use == RecordUse.Take && header.Length <= largest)
            return await TakeAsync(place, header, cancellation);
        var beginning = use == RecordUse.Take ? Beginning(Math.Min(window.Span.Length, 4096)) : default;
        window.Pass(header.Size);
        var damaged = await SkipAsync(place, header, cancellation);
        if (damaged is not null || use == RecordUse.Skip)
            return damaged;
        return new FoundRecord(
            place,
            header,
            beginning,
            $"the record has {header.Length} bytes, more than the {largest} allowed. Raise the limit.",
            IsRejected: true
        );
    }

    private async ValueTask<FoundRecord> TakeAsync(string place, RecordHeader header, CancellationToken cancellation)
    {
        var from = window.Offset;
        var total = header.Size + (int)header.Length;
        var isWhole = await window.EnsureAsync(total, cancellation);
        // One byte more than the separator: the checksum of a gzip member is known when its end was passed.
        if (isWhole)
            await window.EnsureAsync(total + Separator + 1, cancellation);
        if (isWhole && IsDamagedBefore(from + total, total))
            return Lost(place, header, Beginning(total), window.PassDamage());
        if (isWhole && EndsAt(total))
        {
            var record = new FoundRecord(place, header, Beginning(total));
            window.Pass(total);
            return record;
        }
        var inside = Math.Min(total, window.Span.Length);
        var next = syntax.Find(window.Span[header.Size..inside], isLineStart: true, isFinal: true, out _);
        if (next >= 0)
        {
            var raw = Beginning(header.Size + next);
            window.Pass(header.Size + next);
            return new FoundRecord(place, header, raw, Shortened(header, next));
        }
        var beginning = Beginning(inside);
        if (!isWhole)
            return CutOff(place, header, beginning, inside - header.Size);
        window.Pass(total);
        return Lost(place, header, beginning, Followed(header));
    }

    private async ValueTask<FoundRecord?> SkipAsync(string place, RecordHeader header, CancellationToken cancellation)
    {
        var from = window.Offset;
        var remaining = header.Length;
        while (remaining > 0)
        {
            if (window.Span.IsEmpty && !await window.FillAsync(cancellation))
                return CutOff(place, header, default, header.Length - remaining);
            var piece = (int)Math.Min(window.Span.Length, remaining);
            var isLast = piece == remaining || window.IsFinal;
            var at = syntax.Find(window.Span[..piece], window.IsLineStart, isLast, out var safe);
            window.Pass(at >= 0 ? at : Math.Min(safe, piece));
            remaining -= at >= 0 ? at : Math.Min(safe, piece);
            if (at >= 0)
            {
                if (!await IsInBlockAsync(remaining, cancellation))
                    return new FoundRecord(place, header, default, Shortened(header, header.Length - remaining));
                var passed = (int)Math.Min(remaining, window.Span.Length);
                window.Pass(passed);
                remaining -= passed;
            }
            else if (safe < piece && !await window.FillAsync(cancellation))
            {
                window.Pass(piece - safe);
                remaining -= piece - safe;
            }
        }
        await window.EnsureAsync(Separator + 1, cancellation);
        if (IsDamagedBefore(from + header.Length, 0))
            return Lost(place, header, default, window.PassDamage());
        return EndsAt(0) ? null : Lost(place, header, default, Followed(header));
    }

    /// <summary>A header was found inside a block: true when the block nevertheless ends where it should.</summary>
    private async ValueTask<bool> IsInBlockAsync(long remaining, CancellationToken cancellation)
    {
        if (remaining > LookAhead)
            return false;
        if (!await window.EnsureAsync((int)remaining, cancellation))
            return false;
        await window.EnsureAsync((int)remaining + 1, cancellation);
        return EndsAt((int)remaining);
    }

    // What was given out of a damaged member may be wrong; a record that ended before it is not concerned.
    private bool IsDamagedBefore(long end, int inWindow) =>
        window.Damage is not null && window.Span.Length <= inWindow + Separator && window.DamageFrom < end;

    private bool EndsAt(int at)
    {
        var rest = window.Span[at..];
        return rest.IsEmpty
            || rest[0] is (byte)'\r' or (byte)'\n'
            || syntax.Find(rest[..Math.Min(rest.Length, 4096)], isLineStart: true, isFinal: true, out _) == 0;
    }

    private FoundRecord CutOff(string place, RecordHeader header, ReadOnlyMemory<byte> beginning, long found)
    {
        if (window.Damage is not null)
            return Lost(place, header, beginning, window.PassDamage());
        window.Pass(window.Span.Length);
        return Lost(
            place,
            header,
            beginning,
            $"the file ends after {found} of the {header.Length} bytes of the record. Send the whole file."
        );
    }

    private FoundRecord Lost(string place, RecordHeader? header, ReadOnlyMemory<byte> raw, string reason)
    {
        _isLost = true;
        return new FoundRecord(place, header, raw[..Math.Min(raw.Length, RawOfDamaged)], reason);
    }

    private static string Shortened(RecordHeader header, long found) =>
        $"Content-Length says {header.Length}, but the next record begins after {found} bytes";

    private static string Followed(RecordHeader header) =>
        $"the record does not end after the {header.Length} bytes that Content-Length says";

    private byte[] Beginning(int length) => window.Span[..length].ToArray();
}
