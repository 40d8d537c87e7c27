namespace NewsSearch.Archive;

/// <summary>Answers that are given again to a sender who repeats a request under one key, for a day.</summary>
public interface IKeptAnswers
{
    /// <summary>The answer that is kept under this key, or null.</summary>
    KeptAnswer? FindAnswer(string key);

    /// <summary>Keeps an answer; drops those that are older than a day, and the oldest when there are too many.</summary>
    void KeepAnswer(KeptAnswer answer);
}

/// <summary>An answer that was given.</summary>
/// <param name="Key">The sender's key.</param>
/// <param name="Request">SHA-256 of the request.</param>
/// <param name="Answer">The body of the answer.</param>
public sealed record KeptAnswer(string Key, DateTimeOffset Kept, byte[] Request, byte[] Answer);
