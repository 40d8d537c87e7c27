using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Pages;

/// <summary>A setting of the service as operators write it.</summary>
/// <param name="Name">Such as <c>NewsSearch:Role</c>.</param>
/// <param name="Default">Null: none.</param>
/// <param name="Values">What it takes: names, or a range.</param>
public sealed record Setting(string Name, string Sentence, string? Default, string? Values);

/// <summary>
/// All settings, from <see cref="NewsSearchOptions"/>: names, defaults and ranges by reflection, and the sentences from
/// its own docstrings. Its source text is part of the program for that, so that there is one place to write them.
/// </summary>
public static partial class SettingCatalog
{
    private static readonly Dictionary<string, string> Sentences = Read();

    public static IReadOnlyList<Setting> All { get; } = [.. Of(new NewsSearchOptions(), NewsSearchOptions.Section)];

    private static IEnumerable<Setting> Of(object options, string section)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var (name, value) = ($"{section}:{property.Name}", property.GetValue(options));
            if (value?.GetType() is { IsClass: true } type && type != typeof(string) && type.Assembly == Program)
            {
                foreach (var setting in Of(value, name))
                    yield return setting;
                continue;
            }
            yield return new Setting(
                name,
                Sentences.GetValueOrDefault(property.Name, ""),
                Text(value),
                Values(property)
            );
        }
    }

    private static string? Text(object? value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            string[] list => list.Length == 0 ? null : string.Join(", ", list),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    private static Assembly Program => typeof(SettingCatalog).Assembly;

    private static string? Values(PropertyInfo property) =>
        property.PropertyType.IsEnum ? string.Join(", ", Enum.GetNames(property.PropertyType))
        : property.PropertyType == typeof(bool) ? "true, false"
        : property.GetCustomAttribute<RangeAttribute>() is { } range
            ? $"{range.Minimum} – {(range.Maximum is int.MaxValue or double and >= long.MaxValue ? "…" : range.Maximum)}"
        : property.GetCustomAttribute<MinLengthAttribute>() is { } length ? $"≥ {length.Length}"
        : null;

    private static Dictionary<string, string> Read()
    {
        var sentences = new Dictionary<string, string>();
        foreach (
            var name in Program
                .GetManifestResourceNames()
                .Where(n => n.StartsWith("NewsSearch.Web.Settings/", StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(Program.GetManifestResourceStream(name)!);
            foreach (Match match in Property().Matches(reader.ReadToEnd()))
                sentences[match.Groups["name"].Value] = Plain(match.Groups["text"].Value);
        }
        return sentences;
    }

    private static string Plain(string summary) =>
        Space()
            .Replace(
                Markup().Replace(summary.Replace("///", "", StringComparison.Ordinal), m => m.Groups[1].Value),
                " "
            )
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Trim();

    [GeneratedRegex(
        @"<summary>(?<text>(?:(?!</summary>).)*)</summary>(?:(?!<summary>).)*?public [\w?<>\[\]]+ (?<name>\w+) \{ get; set; \}",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Property();

    [GeneratedRegex(@"<(?:see cref=""(?:\w+\.)?(\w+)"" */|/?\w+)>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
