using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NewsSearch.Extraction.Containers;

/// <summary>A zip file: each file in it is read as what its first bytes say; of a WACZ only the archived pages.</summary>
/// <param name="readers">Read the files in it.</param>
/// <param name="limits">Default: <see cref="ContainerLimits.Default"/>.</param>
public sealed class ZipReader(ArticleReaders readers, ContainerLimits? limits = null) : ZipFileReader(readers, limits)
{
    private const int Likely = 85;

    public override string Format => "zip";
    public override int Version => 1;
    public override string MediaType => "application/zip";

    public override int Recognize(ReadOnlySpan<byte> head) => IsZip(head) ? Likely : 0;
}

/// <summary>A WACZ file: a zip file in which a crawl is packed; its WARC files are read, its indexes are not.</summary>
/// <inheritdoc cref="ZipReader"/>
public sealed partial class WaczReader(ArticleReaders readers, ContainerLimits? limits = null)
    : ZipFileReader(readers, limits)
{
    private const int Certain = 95;

    public override string Format => "wacz";
    public override int Version => 1;
    public override string MediaType => "application/wacz";

    private protected override bool IsWaczOnly => true;

    /// <summary>Sure only where the first names in the file are those of a WACZ; else the zip reader finds out.</summary>
    public override int Recognize(ReadOnlySpan<byte> head) =>
        IsZip(head) && Names().IsMatch(System.Text.Encoding.Latin1.GetString(head)) ? Certain : 0;

    [GeneratedRegex(
        @"PK\x03\x04.{26}(?:archive/[^\x00/]{1,200}\.w?arc(?:\.gz)?|indexes/index\.(?:cdx|idx)|pages/(?:extraP|p)ages\.jsonl)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Names();
}
