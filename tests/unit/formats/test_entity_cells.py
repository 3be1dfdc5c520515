"""Name, other names and addresses, as a gazette prints them in one cell."""

import pytest

from app.formats.entity_cells import aliases_in, entry_name, printed_rows


@pytest.mark.parametrize(
    ("cell", "name", "aliases"),
    [
        ("Quay Optics, 1 Harbour Road, Ningbo, China.", "Quay Optics", ()),
        (
            "Quay Optics Co., Ltd., a.k.a., the following two aliases: —Quay; and —Quayside Optics "
            "Co., Ltd. No. 1 Harbour Road, Ningbo, China; and 2 Pier Street, Ningbo, China.",
            "Quay Optics Co., Ltd",
            ("Quay", "Quayside Optics Co., Ltd"),
        ),
        (
            "Melk, a.k.a., the following two aliases: —Melc; and —Melk JSC, Ulitsa 10, Moscow.",
            "Melk",
            ("Melc", "Melk JSC"),
        ),
        ("Oswald Quimby, a.k.a., Ozzie Quimby, 4 Lane, Oslo.", "Oswald Quimby", ("Ozzie Quimby",)),
    ],
)
def test_a_cell_is_a_name_and_its_aliases(cell: str, name: str, aliases: tuple[str, ...]) -> None:
    assert entry_name(cell) == name
    assert aliases_in(cell) == aliases


def test_the_rows_that_an_amendment_prints_are_its_parties() -> None:
    text = (
        "Country | Entity | License requirement | License review policy | Citation\n"
        "CHINA | Quay Optics, 1 Road. | For all items subject to the EAR. | Presumption of denial "
        "| 91 FR [INSERT FR PAGE NUMBER], 5/4/26.\n"
        "| Pier Bank, 2 Road. | For all items subject to the EAR. | Policy of denial | 91 FR 12.\n"
        "* * * * *\n"
        "A sentence | with | strokes | in it."
    )
    assert printed_rows(text) == (
        ("CHINA", "Quay Optics, 1 Road."),
        ("CHINA", "Pier Bank, 2 Road."),
    )
