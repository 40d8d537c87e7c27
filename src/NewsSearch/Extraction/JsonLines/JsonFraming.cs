using System.Text.Json;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Finds where a JSON value ends that may span lines, and where to go on behind a broken one.</summary>
internal static class JsonFraming
{
    public enum Outcome
    {
        Complete,
        NeedMore,
        Broken,
    }

    /// <summary>Progress of looking for the end of one value; offsets count from its first byte.</summary>
    public struct ValueEnd
    {
        private JsonReaderState _state;

        /// <summary>Bytes up to which the value has been read; its length when complete.</summary>
        public int Length { get; private set; }

        public Outcome Continue(ReadOnlySpan<byte> value, bool isEnd)
        {
            var reader = new Utf8JsonReader(value[Length..], isFinalBlock: false, _state);
            try
            {
                while (reader.Read())
                {
                    if (
                        reader.CurrentDepth == 0
                        && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
                    )
                    {
                        Length += (int)reader.BytesConsumed;
                        return Outcome.Complete;
                    }
                }
            }
            catch (JsonException)
            {
                return Outcome.Broken;
            }
            Length += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return isEnd ? Outcome.Broken : Outcome.NeedMore;
        }
    }

    /// <summary>
    /// Progress of looking for the place to go on behind a broken value: where its brackets close, where a line begins
    /// with <c>{</c> that is indented no deeper than the value, or the next comma or line where it has no brackets.
    /// </summary>
    public struct Resync(int indent)
    {
        private int _depth;
        private bool _inString;
        private bool _isEscaped;
        private bool _atLineStart;
        private int _lineIndent;

        /// <summary>Length of what to skip, or -1 when more bytes are needed.</summary>
        public int Continue(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                if (Ends(bytes[i], out var includes))
                    return includes ? i + 1 : i;
            }
            return -1;
        }

        private bool Ends(byte c, out bool includes)
        {
            includes = false;
            if (c == '\n')
            {
                // A string cannot hold a line feed, so an open one is the damage itself.
                (_inString, _isEscaped, _atLineStart, _lineIndent) = (false, false, true, 0);
                includes = true;
                return _depth == 0;
            }
            if (_atLineStart)
            {
                if (c is (byte)' ' or (byte)'\t')
                {
                    _lineIndent++;
                    return false;
                }
                _atLineStart = false;
                if (c == '{' && _lineIndent <= indent)
                    return true;
            }
            return _inString ? InString(c) : Outside(c, out includes);
        }

        private bool InString(byte c)
        {
            if (!_isEscaped && c == '"')
                _inString = false;
            _isEscaped = !_isEscaped && c == '\\';
            return false;
        }

        private bool Outside(byte c, out bool includes)
        {
            includes = true;
            switch (c)
            {
                case (byte)'"':
                    _inString = true;
                    return false;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    return false;
                case (byte)'}' or (byte)']':
                    return --_depth <= 0;
                default:
                    return _depth == 0 && c == ',';
            }
        }
    }
}
