using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NewsSearch.Archive;

namespace NewsSearch.Web.Hosting;

/// <summary>The key of the admin: the one that is set, else the one in <c>&lt;data&gt;/admin.key</c>, made at first start.</summary>
public sealed class AdminKey
{
    private readonly byte[] _hash;

    public AdminKey(IOptions<NewsSearchOptions> options, DataFolder data)
    {
        var key = options.Value.AdminKey ?? ReadOrCreate(data.AdminKeyPath);
        _hash = Hash(key);
    }

    /// <summary>Whether this is the key; takes the same time for every wrong one.</summary>
    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(Hash(candidate), _hash);

    /// <summary>A proof that its holder knew the key at some time, good until <paramref name="expires"/>.</summary>
    public string Ticket(DateTimeOffset expires)
    {
        var seconds = expires.ToUnixTimeSeconds().ToString();
        return $"{seconds}.{Convert.ToHexStringLower(Sign("ticket " + seconds))}";
    }

    public bool IsTicket(string ticket, DateTimeOffset now)
    {
        var dot = ticket.IndexOf('.');
        return dot > 0
            && long.TryParse(ticket.AsSpan(0, dot), out var seconds)
            && now.ToUnixTimeSeconds() < seconds
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(ticket[(dot + 1)..]),
                Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sign("ticket " + ticket[..dot])))
            );
    }

    /// <summary>A text that only the holder of a ticket can know, and that says nothing about the ticket.</summary>
    public string FormToken(string ticket) => Convert.ToHexStringLower(Sign("form " + ticket));

    public bool IsFormToken(string token, string ticket) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(token),
            Encoding.ASCII.GetBytes(FormToken(ticket))
        );

    private static string ReadOrCreate(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } known)
            return known;
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        File.Delete(path); // An empty leftover may have other permissions.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(key);
        return key;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private byte[] Sign(string text) => HMACSHA256.HashData(_hash, Encoding.ASCII.GetBytes(text));
}
