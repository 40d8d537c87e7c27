namespace NewsSearch.Extraction;

/// <summary>Names of months in the languages whose pages the archive meets most.</summary>
internal static class MonthNames
{
    private static readonly string[] Names =
    [
        "january januar janvier enero gennaio janeiro januari jänner",
        "february februar février fevrier febrero febbraio fevereiro februari",
        "march märz maerz mars marzo março marco maart",
        "april avril abril aprile",
        "may mai mayo maggio maio mei",
        "june juni juin junio giugno junho",
        "july juli juillet julio luglio julho",
        "august août aout agosto augustus",
        "september septembre septiembre settembre setembro sept",
        "october oktober octobre octubre ottobre outubro",
        "november novembre noviembre novembro",
        "december dezember décembre decembre diciembre dicembre dezembro",
    ];

    private static readonly Dictionary<string, int> Numbers = Collect();

    /// <summary>1 to 12 for a name or its usual abbreviation; -1 when it is no month.</summary>
    public static int Find(string name) => Numbers.GetValueOrDefault(name.TrimEnd('.'), -1);

    private static Dictionary<string, int> Collect()
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var month = 1; month <= Names.Length; month++)
        {
            foreach (var name in Names[month - 1].Split(' '))
            {
                numbers[name] = month;
                // French juin and juillet share three letters, so four are an abbreviation too.
                numbers.TryAdd(name[..3], month);
                numbers.TryAdd(name[..Math.Min(4, name.Length)], month);
            }
        }
        numbers.Remove("jui");
        return numbers;
    }
}
