"""Executes notebooks headless: ``python -m reprise.check FOLDER OUT``. Exit code 1 when one fails or is committed with outputs."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from traitlets.config import Config

from reprise.engine import home

_CELL_SECONDS = 600
_START_SECONDS = 180


def has_outputs(notebook: nbformat.NotebookNode) -> bool:
    """Whether a cell has been executed and kept what it showed."""
    return any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)


def execute(file: Path, out: Path) -> str | None:
    """Executes one, and leaves it with its outputs as .ipynb and .html; what went wrong, or None."""
    notebook = nbformat.read(file, as_version=4)
    if has_outputs(notebook):
        return "it is kept with outputs: clear them ('Clear Outputs of All Cells') before it is committed"
    problem = None
    # Sockets in a folder of their own: no port that others on the machine could reach, and no path relative to a folder.
    with tempfile.TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,
            startup_timeout=_START_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(home())}},
            config=Config({"KernelManager": {"transport": "ipc", "ip": str(Path(sockets) / "kernel")}}),
        )
        try:
            client.execute()
        except CellExecutionError as failed:
            problem = f"a cell failed: {failed.ename}: {failed.evalue}"
        except (CellTimeoutError, DeadKernelError) as failed:
            problem = f"a cell did not end: {str(failed).splitlines()[0]}"
    out.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, out / file.name)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    (out / f"{file.stem}.html").write_text(html, encoding="utf-8")
    return problem


def main(folder: str, out: str) -> int:
    files = sorted(Path(folder).glob("*.ipynb"))
    if not files:
        print(f"notebooks: there is none in {folder}", file=sys.stderr)
        return 1
    failed = 0
    for file in files:
        started = time.monotonic()
        problem = execute(file, Path(out))
        failed += problem is not None
        print(f"notebooks: {file.name} {problem or 'ok'} ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"notebooks: {len(files)} executed, {failed} failed; with their outputs in {out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
