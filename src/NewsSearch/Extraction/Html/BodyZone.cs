namespace NewsSearch.Extraction.Html;

/// <summary>Finds the zone of a page that holds the article's text.</summary>
internal static class BodyZone
{
    // How much of a paragraph's weight reaches the next zone around it.
    private const double Decay = 0.7;
    private const int StepsUp = 6;

    /// <summary>The zone that microdata names, else the one where most running text lies close together.</summary>
    public static Zone Find(PageOutline page)
    {
        Count(page);
        var total = page.Root.Prose;
        Zone? marked = null;
        foreach (var zone in Zones(page.Root))
        {
            if (zone.Kind == ZoneKind.Body && zone.Prose > (marked?.Prose ?? Math.Max(200, total * 0.25)))
                marked = zone;
        }
        if (marked is not null)
            return marked;
        return Densest(page);
    }

    // Each paragraph speaks for what it lies in, and less loud for every step outwards: the text of one article
    // lies close together, as many teasers as there may be.
    private static Zone Densest(PageOutline page)
    {
        for (var i = 0; i < page.Blocks.Count; i++)
        {
            if (page.IsAside[i] || page.Blocks[i].Prose == 0)
                continue;
            var zone = page.Blocks[i].Zone;
            while (zone.Parent is not null && IsParagraph(zone))
                zone = zone.Parent;
            // Lists are as often lists of other articles.
            var share = page.Blocks[i].Prose * (page.Blocks[i].Zone.Tag == "li" ? 0.4 : 1);
            zone.Own += page.Blocks[i].Prose;
            for (var step = 0; step < StepsUp && zone is not null; step++, zone = zone.Parent, share *= Decay)
                zone.Score += share;
        }
        var best = page.Root;
        foreach (var zone in Zones(page.Root))
        {
            if (zone.Score > best.Score * (zone.IsInside(best) ? 1.1 : 1))
                best = zone;
        }
        return WithParts(WithNeighbours(best));
    }

    private static bool IsParagraph(Zone zone) =>
        zone.Tag is "p" or "li" or "ul" or "ol" or "blockquote" or "pre" or "dd" or "dl"
        || zone.Children.Count == 0 && zone.EndBlock - zone.FirstBlock == 1;

    private static Zone WithNeighbours(Zone best)
    {
        var whole = best;
        var outer = best.Parent;
        for (var step = 0; step < 5 && outer?.Parent is not null; step++, outer = outer.Parent)
        {
            if (
                outer.Own >= Math.Max(80, 0.1 * whole.Prose)
                || (outer.Kind == ZoneKind.Named && whole.Prose < 0.9 * outer.Prose)
            )
                whole = outer;
            if (outer.Tag == "article")
                break;
        }
        return whole;
    }

    // Some pages cut the text into parts that look alike, with advertisements between them.
    private static Zone WithParts(Zone part)
    {
        var whole = part;
        var article = part;
        while (article is not null && article.Tag != "article")
            article = article.Parent;
        var around = part;
        for (var step = 0; step < 5 && around.Parent is not null && around != article; step++)
        {
            if (article is null && step == 5)
                break;
            var inner = around;
            around = around.Parent;
            if (HasTwin(around, inner, part))
                whole = around;
        }
        return whole;
    }

    private static bool HasTwin(Zone around, Zone except, Zone part)
    {
        if (string.IsNullOrEmpty(part.Name))
            return false;
        foreach (var child in around.Children)
        {
            if (
                child != except
                && child.Prose > 0
                && Zones(child).Any(z => z.Prose > 0 && z.Tag == part.Tag && z.Name == part.Name)
            )
                return true;
        }
        return false;
    }

    internal static IEnumerable<Zone> Zones(Zone root)
    {
        var open = new Stack<Zone>([root]);
        while (open.TryPop(out var zone))
        {
            yield return zone;
            for (var i = zone.Children.Count - 1; i >= 0; i--)
                open.Push(zone.Children[i]);
        }
    }

    // Prefix sums over blocks: one pass, however deep the zones are nested.
    private static void Count(PageOutline page)
    {
        var all = Sums(page.Blocks, b => b.Prose);
        var total = all[^1];
        foreach (var zone in Zones(page.Root))
        {
            if (
                zone.Kind is ZoneKind.Named or ZoneKind.Body
                && all[zone.EndBlock] - all[zone.FirstBlock] > 0.25 * total
            )
            {
                for (var outer = zone.Parent; outer is not null; outer = outer.Parent)
                    outer.Kind = outer.Kind == ZoneKind.Aside ? ZoneKind.Plain : outer.Kind;
            }
        }
        // Hints are wrong where most of the page's text would go with them.
        foreach (var zone in Zones(page.Root))
        {
            if (zone.Kind == ZoneKind.Aside && all[zone.EndBlock] - all[zone.FirstBlock] > 0.5 * total)
                zone.Kind = ZoneKind.Plain;
        }
        // A heading that is a link leads to another article.
        for (var i = 0; i < page.Blocks.Count; i++)
        {
            var block = page.Blocks[i];
            if (
                block.IsHeading
                && block.LinkDensity > 0.8
                && block.Zone.Parent is { } teaser
                && all[teaser.EndBlock] - all[teaser.FirstBlock] < Math.Min(400, 0.3 * total)
            )
                teaser.Kind = ZoneKind.Aside;
        }
        var aside = new bool[page.Blocks.Count];
        foreach (var zone in Zones(page.Root))
        {
            if (zone.Kind == ZoneKind.Aside && (zone.FirstBlock < zone.EndBlock) && !aside[zone.FirstBlock])
                Array.Fill(aside, true, zone.FirstBlock, zone.EndBlock - zone.FirstBlock);
        }
        var index = 0;
        var kept = Sums(page.Blocks, b => aside[index++] ? 0 : b.Prose);
        foreach (var zone in Zones(page.Root))
            zone.Prose = kept[zone.EndBlock] - kept[zone.FirstBlock];
        page.IsAside = aside;
    }

    private static double[] Sums(List<TextBlock> blocks, Func<TextBlock, double> value)
    {
        var sums = new double[blocks.Count + 1];
        for (var i = 0; i < blocks.Count; i++)
            sums[i + 1] = sums[i] + value(blocks[i]);
        return sums;
    }
}
