using NewsSearch.Publishing;

namespace NewsSearch.Tests.Publishing;

public sealed class CreditedNameTests
{
    [Theory]
    [InlineData("Ines Calloway", "Ines", "Calloway")]
    [InlineData("Anna Maria van der Berg", "Anna Maria", "van der Berg")]
    [InlineData("Robert De Niro", "Robert", "De Niro")]
    [InlineData("Van Morrison", "Van", "Morrison")]
    [InlineData("Jean-Luc d'Arc", "Jean-Luc", "d'Arc")]
    [InlineData("J. K. O'Neil", "J. K.", "O'Neil")]
    [InlineData("Margaret Court", "Margaret", "Court")]
    [InlineData("berg", null, "berg")]
    [InlineData("Pelé", null, "Pelé")]
    [InlineData("Doe, Jane", "Jane", "Doe")]
    [InlineData("van der Berg, Anna Maria", "Anna Maria", "van der Berg")]
    [InlineData("García Márquez, Gabriel", "Gabriel", "García Márquez")]
    [InlineData("محمد عبد الله", "محمد", "عبد الله")]
    [InlineData("ليلى حداد", "ليلى", "حداد")]
    [InlineData("יעל כהן", "יעל", "כהן")]
    [InlineData("水野 遥", "遥", "水野")]
    [InlineData("水野遥", null, "水野遥")]
    [InlineData("김 민수", "민수", "김")]
    [InlineData("Анна Петрова", "Анна", "Петрова")]
    public void A_person_has_two_parts_where_they_can_be_told_apart(string author, string? given, string family)
    {
        var name = CreditedName.Of(author);
        Assert.Equal((given, family, false), (name.Given, name.Family, name.IsOrganisation));
    }

    [Theory]
    [InlineData("Martin Luther King Jr.", "Martin Luther", "King", "Jr.", "Martin Luther King Jr.")]
    [InlineData("King, Martin Luther, Jr.", "Martin Luther", "King", "Jr.", "Martin Luther King Jr.")]
    [InlineData("Martin King, Jr.", "Martin", "King", "Jr.", "Martin King Jr.")]
    [InlineData("John Rowe III", "John", "Rowe", "III", "John Rowe III")]
    public void A_suffix_is_no_name(string author, string given, string family, string suffix, string spoken)
    {
        var name = CreditedName.Of(author);
        Assert.Equal((given, family, suffix, spoken), (name.Given, name.Family, name.Suffix, name.Spoken));
    }

    [Theory]
    [InlineData("World Health Organization")]
    [InlineData("Ministry of Health, Welfare and Sport")]
    [InlineData("Smith and Sons, Ltd")]
    [InlineData("Friends of the Earth")]
    [InlineData("Harbour Wire")]
    [InlineData("The Northern Echo")]
    [InlineData("REUTERS")]
    [InlineData("Agence France Presse")]
    [InlineData("Redaktion Lokales")]
    [InlineData("وكالة الأنباء")]
    [InlineData("Times Staff")]
    public void An_organisation_stays_whole(string author)
    {
        var name = CreditedName.Of(author);
        Assert.Equal((author, author, null, true), (name.Spoken, name.Family, name.Given, name.IsOrganisation));
    }

    [Theory]
    [InlineData("Der Talbote", "Der Talbote")]
    [InlineData("lakeside Courier", "Lakeside Courier")]
    public void The_publisher_is_no_person(string author, string source)
    {
        Assert.Equal(author, CreditedName.Of(author, source).Family);
        Assert.True(CreditedName.Of(author, source).IsOrganisation);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData(",,,")]
    [InlineData("Jr.")]
    [InlineData("III, Jr.")]
    [InlineData("van der")]
    [InlineData("de, De")]
    public void Whatever_is_written_there_is_taken(string author)
    {
        var name = CreditedName.Of(author);
        Assert.Equal(name.Given is not null, name.IsPerson);
        Assert.False(name.IsOrganisation);
    }
}
