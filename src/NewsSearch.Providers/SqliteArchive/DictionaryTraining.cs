namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Trains the dictionary of bodies from the first ones, once in the life of an archive and beside the writer: it takes
/// more than a second. Where it fails, bodies go on being compressed without one until the next start.
/// </summary>
/// <remarks>Belongs to the writer.</remarks>
internal sealed class DictionaryTraining(BodyCodec codec, WriteStatements sql)
{
    private List<byte[]> _samples = [];
    private Task<byte[]>? _training;

    /// <summary>The beginning of a body that is stored.</summary>
    public void Offer(byte[]? sample)
    {
        if (codec.Current == 0 && _training is null && sample is not null && _samples.Count < BodyCodec.Samples)
            _samples.Add(sample);
    }

    /// <summary>Stores what was trained meanwhile, inside the writer's transaction; null when there is nothing.</summary>
    public (long Id, byte[] Data)? Store()
    {
        if (_training is not { IsCompletedSuccessfully: true, Result: var dictionary })
            return null;
        sql.InsertDictionary.With(dictionary).ExecuteNonQuery();
        return (sql.LastRow(), dictionary);
    }

    /// <summary>The transaction is committed: what it stored is used from now on, and training begins when it can.</summary>
    public void Commit((long Id, byte[] Data)? stored)
    {
        if (stored is var (id, data))
        {
            codec.Add(id, data);
            _training = null;
        }
        if (codec.Current != 0 || _training is not null || _samples.Count < BodyCodec.Samples)
            return;
        var samples = _samples;
        _samples = [];
        _training = Task.Run(() => BodyCodec.Train(samples));
    }
}
