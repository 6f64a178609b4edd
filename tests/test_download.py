"""Fetching a publisher's file: from a server on this machine, with progress, checksum and unpacking."""

import errno
import functools
import hashlib
import http.server
import io
import shutil
import threading
import zipfile

import pytest
from disk import ENDS, at_every_step, parts, visible

from helpers import writing
from helpers.sources import SourceError
from helpers.sources.download import download, file_name, main


class Publisher(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; `f.aspx?IDFile=…` answers with what was asked for, `stop` breaks off, `slow` hides its length."""

    def do_GET(self):
        if self.path.startswith("/f.aspx"):
            said = f"the file {self.path.rpartition('=')[2]}".encode()
            self._send(said, len(said))
        elif self.path.startswith("/stop"):
            self._send(b"half", 4000)
        elif self.path.startswith("/endless"):
            self._send(b"x" * 5_000_000, None)
        else:
            super().do_GET()

    def _send(self, content: bytes, length: int | None):
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def packed(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return held.getvalue()


@pytest.fixture
def publisher(tmp_path):
    """A folder served on the loopback address; yields its address, and the folder."""
    served = tmp_path / "served"
    served.mkdir()
    (served / "2020.zip").write_bytes(packed(**{"2020_SML_csv": "V1,AUS_A01\n" * 500}))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Publisher, directory=served))
    server.daemon_threads, server.handle_error = True, lambda *_: None  # we hang up on it now and then
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", served
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_unpacked_and_its_sum_told(publisher, tmp_path, capsys):
    url, served = publisher
    files = download(f"{url}/2020.zip", tmp_path / "tables")
    said = capsys.readouterr()
    assert [f.name for f in files] == ["2020_SML.csv"] and files[0].read_text().startswith("V1")
    assert hashlib.sha256((served / "2020.zip").read_bytes()).hexdigest() in said.out and "MB" in said.err
    assert not parts(tmp_path)


def test_a_file_with_its_sum_is_not_fetched_again_and_one_without_is(publisher, tmp_path):
    url, served = publisher
    (served / "t.csv").write_text("one")
    known = hashlib.sha256(b"one").hexdigest()
    (path,) = download(f"{url}/t.csv", tmp_path, known)
    (served / "t.csv").unlink()
    assert download(f"{url}/t.csv", tmp_path, known.upper()) == [path]
    with pytest.raises(SourceError, match="could not be fetched"):
        download(f"{url}/t.csv", tmp_path)


def test_two_questions_to_one_address_are_two_files(publisher, tmp_path):
    url, _ = publisher
    a, b = (download(f"{url}/f.aspx?IDFile={k}", tmp_path)[0] for k in "AB")
    assert a.read_text() == "the file A" and b.read_text() == "the file B"
    assert file_name(f"{url}/x.csv?{'a' * 300}1") != file_name(f"{url}/x.csv?{'a' * 300}2")


def test_another_file_of_the_same_name_is_never_written_over(publisher, tmp_path):
    url, served = publisher
    (tmp_path / "t.csv").write_text("mine")
    (served / "t.csv").write_text("theirs")
    with pytest.raises(SourceError, match="Another t.csv is in"):
        download(f"{url}/t.csv", tmp_path)
    assert (tmp_path / "t.csv").read_text() == "mine"


def test_a_file_with_another_sum_is_refused_and_not_kept(publisher, tmp_path):
    url, _ = publisher
    with pytest.raises(SourceError, match="checksum differs"):
        download(f"{url}/2020.zip", tmp_path / "tables", sha256="0" * 64)
    assert not list((tmp_path / "tables").iterdir())


def test_a_zip_is_known_by_its_content(publisher, tmp_path):
    url, served = publisher
    (served / "table").write_bytes(packed(inner_csv="1,2"))
    (served / "no.zip").write_text("not a zip")
    (served / "book").write_bytes(packed(**{"[Content_Types].xml": "<x/>", "xl__sheet": "1"}))
    (served / "book.xlsx").write_bytes(packed(xl__sheet="1"))
    assert [f.name for f in download(f"{url}/table", tmp_path)] == ["inner.csv"]
    with pytest.raises(SourceError, match=r"no\.zip is no zip archive"):
        download(f"{url}/no.zip", tmp_path)
    for name in ("book", "book.xlsx"):
        assert [f.name for f in download(f"{url}/{name}", tmp_path)] == [name]


def test_a_bomb_is_not_unpacked_and_a_large_file_not_fetched(publisher, tmp_path):
    url, served = publisher
    (served / "bomb.zip").write_bytes(packed(bomb_csv="0" * 20_000_000))
    with pytest.raises(SourceError, match=r"bomb\.zip was not unpacked: .* no table packs so well"):
        download(f"{url}/bomb.zip", tmp_path)
    with pytest.raises(SourceError, match=r"was not unpacked: 20 MB are more than the limit of 5 MB"):
        download(f"{url}/bomb.zip", tmp_path, limit=5)
    assert not list(tmp_path.glob("*.unzip"))
    for name in ("endless", "large"):
        (served / "large").write_bytes(b"x" * 5_000_000)
        with pytest.raises(SourceError, match="more than the limit of 1 MB"):
            download(f"{url}/{name}", tmp_path / "small", limit=1)
    assert not list((tmp_path / "small").iterdir())


def test_a_damaged_archive_is_told_and_nothing_half_unpacked_is_left(publisher, tmp_path):
    url, served = publisher
    whole = bytearray((served / "2020.zip").read_bytes())
    whole[45] ^= 0xFF
    (served / "broken.zip").write_bytes(whole)
    with pytest.raises(SourceError, match=r"broken\.zip is damaged"):
        download(f"{url}/broken.zip", tmp_path / "t")
    assert [p.name for p in (tmp_path / "t").iterdir()] == ["broken.zip"]


@pytest.mark.parametrize("how", ENDS)
def test_a_download_broken_off_is_there_whole_or_not_and_the_next_one_ends_it(publisher, tmp_path, how):
    url, served = publisher
    whole, to = (served / "2020.zip").read_bytes(), tmp_path / "t"

    def look():
        for name, content in visible(to).items():
            assert content == (whole if name == "2020.zip" else b"V1,AUS_A01\n" * 500), name

    def end():
        assert set(visible(to)) == {"2020.zip", "2020.zip.unzip/2020_SML.csv"} and not parts(tmp_path)

    def fresh():
        shutil.rmtree(to, ignore_errors=True)

    known = hashlib.sha256(whole).hexdigest()
    assert at_every_step(how, fresh, lambda: download(f"{url}/2020.zip", to, known), look, end) >= 6


def test_a_full_disk_is_told_and_not_taken_for_a_lost_connection(publisher, tmp_path, monkeypatch):
    def full(self, size):
        raise OSError(errno.ENOSPC, "No space left on device")  # as the file raises where it is filled

    monkeypatch.setattr("helpers.sources.download.Progress.update", full)
    with pytest.raises(SourceError, match=r"2020\.zip could not be kept in .*: the disk is full: make room\.$"):
        download(f"{publisher[0]}/2020.zip", tmp_path / "t")
    assert not list((tmp_path / "t").iterdir())


def test_a_disk_that_can_only_be_read_is_told(publisher, tmp_path, monkeypatch):
    def gone(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(writing.os, "replace", gone)
    with pytest.raises(SourceError, match="the disk can only be read"):
        download(f"{publisher[0]}/2020.zip", tmp_path / "t")


def test_a_member_cannot_leave_the_folder(publisher, tmp_path):
    url, served = publisher
    (served / "out.zip").write_bytes(packed(**{"..__..__out_csv": "1"}))
    (path,) = download(f"{url}/out.zip", tmp_path / "t")
    assert path.is_relative_to(tmp_path / "t") and not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "page",
    ["\n<!DOCTYPE html><html>Log in</html>", "\ufeff<HTML>", '<?xml version="1.0"?>\n<!-- x -->\n<!doctype html>'],
)
def test_a_web_page_in_place_of_a_file_is_told(publisher, tmp_path, page):
    url, served = publisher
    (served / "login.csv").write_text(page, encoding="utf-8")
    with pytest.raises(SourceError, match="login.csv is a web page"):
        download(f"{url}/login.csv", tmp_path / "t")
    assert not list((tmp_path / "t").iterdir())


def test_an_answer_without_a_file_is_told(publisher, tmp_path):
    url, served = publisher
    (served / "nothing.csv").touch()
    with pytest.raises(SourceError, match="nothing.csv is empty: the publisher answered without a file"):
        download(f"{url}/nothing.csv", tmp_path / "t")
    assert not list((tmp_path / "t").iterdir())


@pytest.mark.parametrize("address", ["", "2020.zip", "ftp://x.org/a", "file:///etc/passwd", "http://", "https:///a.zip", "x://y", None, "http://a b/c", "http://[::1", "http://x:abc/a", "http://x:99999/a", b"http://x.org/a", 5])  # fmt: skip
def test_a_bad_address_is_told_as_that(address, tmp_path):
    with pytest.raises(SourceError, match="is no address of a file"):
        download(address, tmp_path, "0" * 64)


@pytest.mark.parametrize("path", ["nothing.csv", "stop"])
def test_no_answer_and_half_an_answer_are_told_in_a_sentence(publisher, tmp_path, path):
    url, _ = publisher
    with pytest.raises(SourceError, match=rf"{path.replace('.', '[.]')} could not be fetched: .* Check the address"):
        download(f"{url}/{path}", tmp_path / "t")
    assert not list((tmp_path / "t").iterdir())


def test_a_sum_that_is_none_and_a_folder_that_is_none_are_told(publisher, tmp_path, capsys):
    url, _ = publisher
    with pytest.raises(SourceError, match="'abc' is no SHA-256"):
        download(f"{url}/2020.zip", tmp_path, "abc")
    (tmp_path / "file").write_text("")
    assert main([f"{url}/2020.zip", str(tmp_path / "file")]) == 1
    assert "could not be kept in" in capsys.readouterr().err
