namespace NewsSearch.Extraction.Feeds;

/// <summary>Reads attributes from what follows the name in a start tag.</summary>
internal ref struct MarkupAttributes(ReadOnlySpan<char> tag)
{
    private ReadOnlySpan<char> _rest = tag;

    /// <summary>The name as it is written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The value with its references.</summary>
    public ReadOnlySpan<char> RawValue { get; private set; }

    /// <summary>The value of this attribute, decoded; null when it is absent.</summary>
    public static string? Find(ReadOnlySpan<char> tag, string name)
    {
        var attributes = new MarkupAttributes(tag);
        while (attributes.Next())
        {
            if (attributes.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return CharacterReferences.Decode(attributes.RawValue);
        }
        return null;
    }

    public bool Next()
    {
        _rest = _rest.TrimStart().TrimStart("/\"'=").TrimStart();
        if (_rest.IsEmpty)
            return false;
        var stop = 0;
        while (stop < _rest.Length && _rest[stop] is not ('=' or '/' or '"' or '\'') && !char.IsWhiteSpace(_rest[stop]))
            stop++;
        Name = _rest[..stop];
        var behind = _rest[stop..].TrimStart();
        if (behind.IsEmpty || behind[0] != '=')
        {
            RawValue = [];
            _rest = _rest[stop..];
            return true;
        }
        ReadValue(behind[1..].TrimStart());
        return true;
    }

    private void ReadValue(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is '"' or '\'')
        {
            var close = text[1..].IndexOf(text[0]);
            RawValue = close < 0 ? text[1..] : text[1..(close + 1)];
            _rest = close < 0 ? [] : text[(close + 2)..];
            return;
        }
        var stop = 0;
        while (stop < text.Length && !char.IsWhiteSpace(text[stop]))
            stop++;
        RawValue = text[..stop];
        _rest = text[stop..];
    }
}
