"""Fetching a publisher's file: from a server on this machine, with progress, checksum and unpacking."""

import functools
import hashlib
import http.server
import threading
import zipfile

import pytest

from helpers.sources import SourceError
from helpers.sources.download import download


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def publisher(tmp_path):
    """A folder served on the loopback address, holding 2020_SML.zip; yields its address and the archive's sum."""
    served = tmp_path / "served"
    served.mkdir()
    with zipfile.ZipFile(served / "2020.zip", "w") as archive:
        archive.writestr("2020_SML.csv", "V1,AUS_A01\n" * 500)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=served))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield (
        f"http://127.0.0.1:{server.server_port}/2020.zip",
        hashlib.sha256((served / "2020.zip").read_bytes()).hexdigest(),
    )
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_unpacked_and_its_sum_told(publisher, tmp_path, capsys):
    url, known = publisher
    files = download(url, tmp_path / "tables")
    said = capsys.readouterr()
    assert [f.name for f in files] == ["2020_SML.csv"] and files[0].read_text().startswith("V1")
    assert known in said.out and "MB" in said.err


def test_a_file_with_another_sum_is_refused_and_not_kept(publisher, tmp_path):
    url, _ = publisher
    with pytest.raises(SourceError, match="checksum differs"):
        download(url, tmp_path / "tables", sha256="0" * 64)
    assert not list((tmp_path / "tables").glob("2020*"))


def test_an_address_that_does_not_answer_is_told_in_a_sentence(publisher, tmp_path):
    url, _ = publisher
    with pytest.raises(SourceError, match=r"nothing\.csv could not be fetched"):
        download(url.replace("2020.zip", "nothing.csv"), tmp_path / "tables")
