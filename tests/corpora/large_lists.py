"""Lists as large as the largest there are, made anew, and a process that imports one.

python -m tests.corpora.large_lists FILE HOME: what became of it and the most memory it took.
"""

import io
import json
import sys
from contextlib import closing
from pathlib import Path

from app.bootstrap import open_tracker
from app.pipeline.importing import Importer, files_under, import_files
from app.settings import Settings
from tests.memory import peak_memory

_VALUES = """<ReferenceValueSets><AliasTypeValues><AliasType ID="1403">Name</AliasType>
<AliasType ID="1400">A.K.A.</AliasType></AliasTypeValues>
<ListValues><List ID="1">SDN List</List></ListValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<FeatureTypeValues><FeatureType ID="25">Location</FeatureType></FeatureTypeValues>
<CountryValues><Country ID="7" ISO2="CU">Cuba</Country></CountryValues></ReferenceValueSets>"""


def advanced(parties: int, aliases: int) -> bytes:
    """A list in Treasury's advanced standard, each party with so many other names."""
    whole = io.StringIO()
    whole.write('<?xml version="1.0"?><Sanctions xmlns="http://www.un.org/sanctions/1.0">')
    whole.write("<DateOfIssue><Year>2026</Year><Month>3</Month><Day>2</Day></DateOfIssue>")
    whole.write(_VALUES)
    whole.write("<Locations>")
    for number in range(parties):
        whole.write(
            f'<Location ID="{number}"><LocationCountry CountryID="7"/>'
            f'<LocationPart LocPartTypeID="1">'
            f"<LocationPartValue><Value>Street {number}</Value></LocationPartValue></LocationPart>"
            "</Location>"
        )
    whole.write("</Locations><IDRegDocuments/><DistinctParties>")
    for number in range(parties):
        whole.write(
            f'<DistinctParty FixedRef="{number}"><Profile ID="{number}" PartySubTypeID="4">'
            f'<Identity ID="{number}"><Alias AliasTypeID="1403" Primary="true" LowQuality="false">'
            f"<DocumentedName><DocumentedNamePart><NamePartValue>PARTY {number}</NamePartValue>"
            "</DocumentedNamePart></DocumentedName></Alias>"
            + "".join(_alias(number, other) for other in range(aliases))
            + "</Identity>"
            + f'<Feature FeatureTypeID="25"><FeatureVersion><VersionLocation '
            f'LocationID="{number}"/>'
            "</FeatureVersion></Feature></Profile></DistinctParty>"
        )
    whole.write("</DistinctParties><ProfileRelationships/><SanctionsEntries>")
    for number in range(parties):
        whole.write(
            f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1"><SanctionsMeasure '
            'SanctionsTypeID="1"><Comment>CUBA</Comment></SanctionsMeasure></SanctionsEntry>'
        )
    whole.write("</SanctionsEntries></Sanctions>")
    return whole.getvalue().encode()


def _alias(number: int, other: int) -> str:
    """As wordy as the standard is: some 500 signs for one name."""
    return (
        f'<Alias FixedRef="{number}" AliasTypeID="1400" Primary="false" LowQuality="false">\n'
        f'            <DocumentedName ID="{number}{other}" FixedRef="{number}" '
        'DocNameStatusID="2">\n'
        "              <DocumentedNamePart>\n                "
        f'<NamePartValue NamePartGroupID="{number}{other}" ScriptID="215" ScriptStatusID="1" '
        f'Acronym="false">OTHER NAME {other} OF PARTY {number}</NamePartValue>\n'
        "              </DocumentedNamePart>\n            </DocumentedName>\n          </Alias>"
    )


def eu_list(entries: int, remarks: int) -> bytes:
    """The European Union's full list with so many entries, each with remarks of a given length."""
    whole = io.StringIO()
    whole.write('<export xmlns="http://eu.europa.ec/fpi/fsd/export" ')
    whole.write('generationDate="2026-03-02T10:00:00.000+01:00" globalFileId="1">')
    for number in range(entries):
        whole.write(
            f'<sanctionEntity euReferenceNumber="EU.{number}.1" logicalId="{number}">'
            f'<remark>{"r" * remarks}</remark><subjectType code="person"/>'
            f'<nameAlias wholeName="Person {number}" strong="true"/>'
            '<citizenship countryIso2Code="RU"/></sanctionEntity>'
        )
    whole.write("</export>")
    return whole.getvalue().encode()


def main() -> None:
    """Import one file into a new workspace and tell."""
    path, home = Path(sys.argv[1]), Path(sys.argv[2])
    with closing(open_tracker(settings=Settings(home=home, workspace="test"))) as tracker:
        importer = Importer(
            store=tracker.store,
            sources=tracker.sources,
            clock=tracker.clock,
            body_limit=tracker.body_limit,
        )
        (outcome,) = import_files(importer, files_under([path]), lambda _path: None)
    told = {"kind": outcome.kind, "new": outcome.new, "problem": outcome.problem}
    print(json.dumps({**told, "peak": peak_memory()}))


if __name__ == "__main__":
    main()
