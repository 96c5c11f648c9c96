"""`copydesk licences`: what Copydesk is built on, and under which licences."""

from dataclasses import asdict

from ui.commands.options import JsonOption

__all__ = ["licences_command"]


def licences_command(as_json: JsonOption = False) -> None:
    """List the licences of Copydesk, of every package it needs here, and of the weights that travel with it."""
    from ui.licences import find_licences, packaged_files

    packages, files = find_licences(), packaged_files()
    if as_json:
        from ui.terminal import print_json

        told = [{"name": name, "notice": notice} for name, notice in files]
        print_json({"packages": [asdict(one) for one in packages], "files": told})
        return

    from rich.table import Table

    from ui.terminal import output, safe

    table = Table(box=None, pad_edge=False)
    for head in ("Package", "Version", "Licence"):
        table.add_column(head)
    for one in packages:
        table.add_row(safe(one.name), safe(one.version), safe(one.licence))
    output().print(table)
    output().print("\nFiles that travel with Copydesk")
    for name, notice in files:
        output().print(safe(f"  {name}: {notice}"))
