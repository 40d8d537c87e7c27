namespace NewsSearch.Extraction.Ninjs;

/// <summary>
/// What ninjs requires, one table per generation (IPTC News in JSON, https://iptc.org/std/ninjs/). A type and its
/// members, one a line: <c>name kind</c>; <c>!</c> marks a required member, <c>@n</c> the minor version since which a
/// member or a value is known, <c>*</c> any ending of letters, digits and underscores. Kinds: a type,
/// <c>[array of]</c>, <c>{named values}</c>, <c>a|b</c> (one of), <c>1..9</c> (integer), string, number, integer, any
/// (object), date (of any precision), geojson, named (an item, or any object with a name). <c>= a b</c> wants exactly
/// one of these, <c>/</c> parts alternatives; <c>open</c> types may have other members.
/// </summary>
internal static class NinjsTables
{
    public const string First =
        """
            item
              uri!               string
              type               text|audio|video|picture|graphic|composite|component@2
              mimetype           string
              representationtype complete|incomplete
              profile            string
              version            string
              firstcreated@2     string
              versioncreated     string
              contentcreated@4   string
              embargoed          string
              expires@4          string
              pubstatus          usable|withheld|canceled
              urgency@1          number
              copyrightholder    string
              copyrightnotice    string
              usageterms@1       string
              ednote@2           string
              language           string
              person             [party]
              organisation       [organisation]
              place              [place]
              subject            [subject]
              event              [concept]
              object             [concept]
              infosource@2       [party]
              title@2            string
              byline             string
              headline           string
              headline_*@3       string
              slugline@2         string
              located            string
              charcount@2        number
              wordcount@2        number
              body_*             string
              description_*      string
              renditions         {rendition}
              associations       {item}
              altids@3           any
              genre@3            [genre]
              trustindicator@3   [indicator]
              $standard@3        standard
              rightsinfo@4       rights
              digitalsourcetype@6 sourcetype
              advices@7          [advice]
            concept
              name   string
              rel    string
              scheme string
              code   string
            party : concept
              contactinfo@5 [contact]
            organisation : party
              symbols [symbol]
            symbol
              ticker       string
              exchange     string
              symboltype@5 string
              symbol@5     string
            place : party
              geometry_*@1 any
            subject : concept
              creator@5    string
              relevance@5  0..100
              confidence@5 0..100
            genre
              name   string
              scheme string
              code   string
            rendition
              href        string
              mimetype    string
              title       string
              height      number
              width       number
              sizeinbytes number
              duration@2  number
              format@2    string
            indicator
              scheme string
              code   string
              title  string
              href   string
            rights open
              langid       string
              linkedrights string
              encodedrights string
              = linkedrights encodedrights

            """ + Shared;

    public const string Second =
        """
            item
              uri!               string
              type               text|audio|video|picture|graphic|composite|component
              representationtype full|partial
              profile            string
              version            string
              firstcreated       string
              versioncreated     string
              contentcreated     string
              embargoed          string
              expires@1          string
              pubstatus          usable|withheld|canceled
              urgency            number
              copyrightholder    string
              copyrightnotice    string
              usageterms         string
              ednote             string
              language           string
              descriptions       [text]
              bodies             [body]
              headlines          [text]
              people             [party]
              organisations      [organisation]
              places             [place]
              subjects           [subject]
              events             [concept]
              objects            [concept]
              infosources        [source]
              title              string
              by                 string
              slugline           string
              located            string
              renditions         [rendition]
              associations       [named]
              altids             [altid]
              trustindicators    [indicator]
              standard           standard
              genres             [genre]
              rightsinfo         rights
              digitalsourcetype@2 sourcetype
              advices@3          [advice]
            associated : item
              name! string
            text
              role        string
              contenttype string
              value!      string
            body : text
              charcount number
              wordcount number
            genre
              name    string
              uri     string
              literal string
            concept : genre
              rel string
            party : concept
              contactinfo@1 [contact]
            organisation : party
              symbols [symbol]
            symbol
              ticker       string
              exchange     string
              symboltype@1 string
              symbol@1     string
            place : party
              geojson geojson
            subject : concept
              creator@1    string
              relevance@1  0..100
              confidence@1 0..100
            source : genre
              role          string
              contactinfo@1 [contact]
            rendition
              name!       string
              href        string
              contenttype string
              title       string
              height      number
              width       number
              sizeinbytes number
              duration    number
              format      string
            altid
              role  string
              value string
            indicator
              role  string
              title string
              href  string
            rights open
              langid        string
              linkedrights  string
              encodedrights string
              = linkedrights encodedrights

            """ + Shared;

    public const string Third =
        """
            item
              uri!               string
              type               text|audio|video|picture|graphic|composite|component|event|planning
              representationType full|partial
              profile            string
              version            string
              firstCreated       string
              versionCreated     string
              contentCreated     string
              embargoedUntil     string
              expires            string
              pubStatus          usable|withheld|canceled
              urgency            1..9
              copyrightHolder    string
              copyrightNotice    string
              usageTerms         string
              edNote             string
              language           string
              descriptions       [text]
              bodies             [body]
              headlines          [text]
              people             [party]
              organisations      [organisation]
              places             [place]
              subjects           [subject]
              events             [event]
              objects            [concept]
              infoSources        [source]
              title              string
              by                 string
              slugline           string
              located            string
              renditions         [rendition]
              associations       [named]
              altIds             [altid]
              trustIndicators    [indicator]
              standard           standard
              genres             [genre]
              rightsInfo         rights
              eventDetails       eventdetails
              plannedCoverage    [coverage]
              digitalSourceType@1 sourcetype
              advices@2          [advice]
            associated : item
              name! string
              rel   string
            text
              role        string
              contentType string
              value!      string
            body : text
              charCount integer
              wordCount integer
            genre
              name    string
              uri     string
              literal string
            concept : genre
              rel string
            event : concept
              id string
            party : concept
              contactInfo [contact]
            organisation : party
              symbols [symbol]
            symbol
              exchange   string
              symbolType string
              symbol     string
            place : party
              geoJSON geojson
            subject : concept
              creator    string
              relevance  0..100
              confidence 0..100
            source : genre
              role        string
              contactInfo [contact]
            rendition
              name!             string
              href              string
              contentType       string
              title             string
              width             integer
              height            integer
              sizeInBytes       integer
              duration          number
              format            string
              aspectRatio       string
              videoCodec        string
              frameRate         number
              poi               poi
              transportProtocol string
              scanType          progressive|interlaced
              bitrate           string
            poi
              x integer
              y integer
            altid
              role  string
              value string
            indicator
              role  string
              title string
              href  string
            rights
              langId        string
              linkedRights  string
              encodedRights string
              = linkedRights encodedRights
            eventdetails
              eventStatus           string
              plannedCoverageStatus string
              dates                 dates
              organiser             organisation
            dates
              startDate         string
              endDate           string
              expectedStartDate date
              expectedEndDate   date
              expectedDuration  string
              recurrence        recurrence
              = startDate expectedStartDate / endDate expectedEndDate
            recurrence
              recurrenceDates date
              recurrenceRules [rule]
            rule
              frequency secondly|minutely|hourly|daily|weekly|monthly|yearly
              interval  integer
              until     string
              count     integer
            coverage
              uri           string
              title         string
              pubStatus     usable|withheld|canceled
              type          text|audio|video|picture|graphic|composite|component|event|planning
              commissioned  commissioned
              dates         dates
              audiences     [audience]
              exclAudience  [string]
              edNote        string
              urgency       1..9
              language      string
              itemCount     range
              wordCount     integer
              renditions    [rendition]
            commissioned
              by         string
              on         string
              references [reference]
            reference
              name  string
              value string
            audience
              audience     string
              significance integer
            range
              rangeFrom integer
              rangeTo   integer

            """ + Shared;

    private const string Shared = """
        contact
          type    string
          role    string
          lang    string
          name    string
          value   string
          address address
          = value address
        address
          lines      [string]
          locality   string
          area       string
          postalcode string
          postalCode string
          country    string
        standard
          name    string
          version string
          schema  string
        sourcetype
          name    string
          uri     string
          literal string
        advice
          role         publish|
          environments [environment]
          importance   coded
          lifetime     coded
        environment open
          code   string
          scheme string
        coded
          code!  string
          scheme string
        """;
}
