"""deploy/: the proxy's configuration runs, the units are sound, and all of it names what Copydesk knows."""

import re
import shutil
import ssl
import subprocess
import sys
import urllib.request
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI, Request

from assistant.settings import Settings
from tests.chat_server import self_signed
from tests.nginx import free_port, nginx
from tests.running_server import running

SETTING = re.compile(r"\bCOPYDESK_([A-Z_]+)\b")
ONLY_HERE = {"articles"}
"""Variables that compose reads itself."""


@pytest.fixture
def folder(project_root: Path) -> Path:
    return project_root / "deploy"


def test_every_setting_that_is_named_is_one(folder: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    named = {(path.name, name.lower()) for path, text in texts.items() for name in SETTING.findall(text)}
    assert len(named) > 8
    assert {(path, name) for path, name in named if name not in Settings.model_fields} == {
        ("compose.yaml", name) for name in ONLY_HERE
    }


def commands(folder: Path) -> list[str]:
    """The command lines behind `copydesk` in units, image and compose file."""
    units = [path.read_text(encoding="utf-8") for path in (folder / "systemd").glob("*.service")]
    lines = [line for unit in units for line in re.findall(r"^ExecStart=.*/copydesk (.*)$", unit, re.MULTILINE)]
    image = (folder / "Containerfile").read_text(encoding="utf-8")
    lines += [" ".join(re.findall(r'"([^"]+)"', found)) for found in re.findall(r"^CMD \[(.*)\]", image, re.MULTILINE)]
    services = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))["services"]
    lines += [" ".join(service["entrypoint"]) for service in services.values() if "entrypoint" in service]
    return [line for line in lines if not line.startswith("chroma ")]


def test_every_command_and_option_exists(folder: Path) -> None:
    found = [line.removeprefix("copydesk ").split() for line in commands(folder)]
    assert len(found) >= 4
    for command, *rest in found:
        call = [sys.executable, "-c", "from ui.cli import main; main()", command, "--help"]
        shown = subprocess.run(call, capture_output=True, text=True, timeout=60)
        assert shown.returncode == 0
        assert f"copydesk {command}" in shown.stdout
        assert all(option in shown.stdout for option in rest if option.startswith("--"))


def test_the_servers_are_asked_for_and_published_nowhere(folder: Path) -> None:
    read = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))
    for name in ("chroma", "postgres"):
        service = read["services"][name]
        assert service["profiles"] == ["servers"]
        assert "ports" not in service
        assert [volume.partition(":")[0] for volume in service["volumes"]] == [name]
        assert name in read["volumes"]
    command = read["services"]["chroma"]["entrypoint"]
    program = Path(sys.executable).with_name(command[0])
    shown = subprocess.run([program, command[1], "--help"], capture_output=True, text=True, timeout=60, check=True)
    assert all(option in shown.stdout for option in command if option.startswith("--"))


def test_containers_write_to_their_volume_alone(folder: Path) -> None:
    services = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in published)
    image = (folder / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER \d+$", image, re.MULTILINE)


def test_the_units_are_sound(folder: Path, tmp_path: Path) -> None:
    for unit in sorted((folder / "systemd").iterdir()):
        text = unit.read_text(encoding="utf-8").replace("/opt/copydesk/bin/copydesk", "/bin/true")
        read = ConfigParser(strict=True, interpolation=None)
        read.read_string(text)
        assert "Unit" in read
        if "Service" in read:
            assert (read["Service"]["User"], read["Service"]["ProtectSystem"]) == ("copydesk", "strict")
        (tmp_path / unit.name.replace("@.", "@7861.")).write_text(text, encoding="utf-8")
    analyze = shutil.which("systemd-analyze")
    for unit in sorted(tmp_path.iterdir()) if analyze else ():
        assert analyze is not None
        done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, timeout=60)
        ours = [line for line in done.stderr.splitlines() if "copydesk" in line]
        assert ours == []


def worker(name: str) -> FastAPI:
    app = FastAPI()

    @app.get("/who")
    def who(request: Request) -> dict[str, str]:
        return {"worker": name, "for": request.headers["x-forwarded-for"], "host": request.headers["host"]}

    return app


def test_the_proxy_pins_a_browser_to_its_process(folder: Path, nginx_path: str, tmp_path: Path) -> None:
    port = free_port()
    _, certificate = self_signed(tmp_path)
    with running(worker("one")) as one, running(worker("two")) as two:
        written = (folder / "nginx.conf").read_text(encoding="utf-8")
        for old, new in {
            "127.0.0.1:7861": one.removeprefix("http://"),
            "127.0.0.1:7862": two.removeprefix("http://"),
            "listen 443": f"listen 127.0.0.1:{port}",
            "/etc/ssl/desk.example.pem": str(certificate),
            "/etc/ssl/desk.example.key": str(certificate.with_name("server.key")),
        }.items():
            assert old in written
            written = written.replace(old, new)
        with nginx(nginx_path, tmp_path, port, written):
            trusting = ssl.create_default_context(cafile=str(certificate))
            for pinned in ("one", "two"):
                request = urllib.request.Request(f"https://127.0.0.1:{port}/who")
                request.add_header("Cookie", f"copydesk_worker={pinned}")
                with urllib.request.urlopen(request, context=trusting, timeout=20) as response:
                    assert response.read().decode() == (
                        f'{{"worker":"{pinned}","for":"127.0.0.1","host":"127.0.0.1:{port}"}}'
                    )
                    assert f"copydesk_worker={pinned}; Path=/; HttpOnly; Secure" in response.headers["Set-Cookie"]
