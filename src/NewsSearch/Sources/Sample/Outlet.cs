namespace NewsSearch.Sources.Sample;

/// <summary>An invented publisher of the sample and its habits.</summary>
/// <param name="Dates">How exactly it dates its articles.</param>
/// <param name="Offset">Its time zone in hours from UTC.</param>
/// <param name="Articles">How many articles of its own the sample has.</param>
internal sealed record Outlet(
    string Name,
    string Host,
    string Language,
    OutletDates Dates,
    int Offset,
    int Articles,
    params IReadOnlyList<string> Topics
)
{
    /// <summary>The agency whose stories the other English outlets print.</summary>
    public static readonly Outlet Agency = new("Harbour Wire", "harbourwire.example", "en", OutletDates.Second, 0, 44);

    public static readonly IReadOnlyList<Outlet> All =
    [
        Agency,
        new("The Northgate Courier", "northgate-courier.example", "en", OutletDates.Second, 1, 44),
        new("Lakeside Tribune", "tribune.example.org", "en-GB", OutletDates.Day, 0, 40),
        new(
            "Meridian Business Monthly",
            "meridian.example.org",
            "en",
            OutletDates.Month,
            0,
            30,
            "economy/trade",
            "economy/labour",
            "transport/rail"
        ),
        new(
            "Tidewater Review of Science",
            "tidewater.example",
            "en",
            OutletDates.Year,
            0,
            18,
            "science/ocean",
            "environment/water",
            "health/hospitals"
        ),
        new("صحيفة المرفأ", "almarfa.example", "ar", OutletDates.Second, 3, 44),
        new("Der Talbote", "talbote.example", "de", OutletDates.Day, 1, 42),
        new("El Faro del Valle", "elfarodelvalle.example", "es", OutletDates.Second, -3, 42),
        new("港町新聞", "minatomachi.example", "ja", OutletDates.Second, 9, 30),
    ];

    /// <summary>Outlets that print the agency's stories.</summary>
    public static readonly IReadOnlyList<Outlet> Subscribers = [All[1], All[2], All[3]];

    /// <summary>The language of its stories without region.</summary>
    public string StoryLanguage => Language[..2];
}

internal enum OutletDates
{
    Second,
    Day,
    Month,
    Year,
}
