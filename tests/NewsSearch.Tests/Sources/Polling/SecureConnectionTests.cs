using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>A certificate that nobody vouches for is told and never passed over.</summary>
public sealed class SecureConnectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        using var certificate = SelfSigned();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/f");
        var serving = ServeAsync(listener, certificate);
        var settings = new PollingSettings { AllowedPrivateHosts = ["127.0.0.1:*"] };
        using var connections = new WebConnections(settings);
        using var client = new PoliteClient(
            connections,
            new HostTurns(TimeSpan.Zero, TimeProvider.System),
            settings,
            TimeProvider.System
        );
        var failure = await Assert.ThrowsAsync<FetchException>(() =>
            client.SendAsync(new FetchRequest(address, 1_000), Cancelled)
        );
        Assert.StartsWith($"No secure connection to {address.Authority}:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("certificate", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(await serving);
    }

    /// <summary>Whether the client took the certificate and asked for something.</summary>
    private static async Task<bool> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancelled);
        await using var secure = new SslStream(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
            return await secure.ReadAsync(new byte[1], Cancelled) > 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return false;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(PollingBench.Start, PollingBench.Start.AddYears(20));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
