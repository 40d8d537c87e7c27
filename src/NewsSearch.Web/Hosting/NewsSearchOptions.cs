using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NewsSearch.Indexing;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// The settings of the service, section <c>NewsSearch</c>: in <c>appsettings.json</c>, in the environment
/// (<c>NewsSearch__DataDirectory</c>) or on the command line (<c>--NewsSearch:DataDirectory=…</c>), the last wins.
/// </summary>
public sealed class NewsSearchOptions
{
    public const string Section = "NewsSearch";

    /// <summary>Folder of archive, index, inbox and key; a relative path starts at the current directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = "index-data";

    /// <summary>Key for calls that change anything; without it a random one is kept in <c>&lt;data&gt;/admin.key</c>.</summary>
    [MinLength(16)]
    public string? AdminKey { get; set; }

    /// <summary>Whether an empty archive loads the built-in sample at start.</summary>
    public bool Sample { get; set; } = true;

    /// <summary>Largest body of <c>POST /ingest</c> in bytes, behind decompression.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Whether the language of articles that do not state it is told from their text.</summary>
    public bool DetectLanguage { get; set; } = true;

    /// <summary>Complete generations of the index that are kept beside the live one, to roll back to.</summary>
    [Range(0, 100)]
    public int KeepGenerations { get; set; } = 1;

    /// <summary>Seconds between the checkpoints of a rebuild: what a crash may make the next start repeat.</summary>
    [Range(1, 3_600)]
    public int CheckpointSeconds { get; set; } = 20;

    /// <summary>What this process does: <c>Both</c>, only answer requests (<c>Web</c>), or only take in and index.</summary>
    [EnumDataType(typeof(ServiceRole))]
    public ServiceRole Role { get; set; } = ServiceRole.Both;

    internal RebuildSettings Rebuilds =>
        RebuildSettings.Default with
        {
            CheckpointInterval = TimeSpan.FromSeconds(CheckpointSeconds),
            KeptGenerations = KeepGenerations,
        };

    /// <summary>The data folder as a full path.</summary>
    internal string DataPath => Path.GetFullPath(DataDirectory);
}

/// <summary>What a process of the service does.</summary>
public enum ServiceRole
{
    Both,

    /// <summary>Answers requests; runs no jobs and watches no inbox.</summary>
    Web,

    /// <summary>Runs jobs and watches the inbox; answers health checks and the jobs page only.</summary>
    Indexer,
}

/// <summary>Lists everything that is wrong with the settings at once.</summary>
[OptionsValidator]
public sealed partial class NewsSearchOptionsValidator : IValidateOptions<NewsSearchOptions>;
