"""One release, wherever its work is done."""

import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest
from conftest import START, Project

from faqsync import cli
from faqsync.cli import release
from faqsync.errors import FaqsyncError
from faqsync.publish import Options, publish, spreading, start_workers

NOW = f"{START:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def site(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A site in more chunks than there are workers."""
    monkeypatch.setattr(spreading, "CHUNK", 1)
    project.article("cough", category="pain")
    project.article("dizzy", withdrawn={"on": "2026-02-01T00:00:00Z", "reason": "Wrong"})
    project.translate("de", "cough")
    return project


def whole(site: Project) -> dict[str, bytes]:
    """What this process alone makes of the site; then everything is as it was."""
    site.publish()
    found = site.tree()
    for folder in (site.outputs, site.root / ".faqsync"):
        shutil.rmtree(folder)
    return found


@pytest.mark.parametrize("start", [ThreadPoolExecutor, ProcessPoolExecutor, start_workers])
def test_any_executor_makes_the_same_release(site: Project, start: type[Executor]) -> None:
    expected = whole(site)
    with start() as executor:
        publish(site.root, Options(now=START), executor)
    assert site.tree() == expected


def test_a_fault_comes_home_as_it_was(site: Project) -> None:
    site.publish()
    shutil.rmtree(site.outputs / "de/cough")
    (site.outputs / "de/cough").write_text("no folder")
    site.write("theme/own.css", "h1 { color: navy }")
    with start_workers() as executor, pytest.raises(FaqsyncError) as caught:
        publish(site.root, Options(now=START), executor)
    assert [(fault.file, fault.cure) for fault in caught.value.faults] == [
        (str(site.outputs / "de/cough/index.html"), "Mend the permissions or the disk, and publish again")
    ]


# --- Dask -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two worker processes, on this machine alone."""
    try:
        import distributed
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("Dask is not installed: CI installs faqsync[dask]")
        pytest.skip("Dask is not installed: pip install faqsync[dask]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as started:
        yield started


def test_the_workers_of_dask_make_the_same_release(site: Project, cluster: Any) -> None:
    expected = whole(site)
    with cluster.get_client() as client:
        publish(site.root, Options(now=START), client.get_executor(pure=False))
    assert site.tree() == expected


def test_the_command_takes_a_scheduler(site: Project, cluster: Any) -> None:
    expected = whole(site)
    done = site.run("publish", "--now", NOW, "--scheduler", cluster.scheduler_address)
    assert done.returncode == 0, done.stderr
    assert site.tree() == expected


@pytest.mark.usefixtures("cluster")
def test_a_scheduler_that_is_not_there(
    site: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(release, "SCHEDULER_SECONDS", 0.2)
    monkeypatch.setattr(sys, "argv", ["faqsync", "-C", str(site.root), "publish", "--scheduler", "127.0.0.1:1"])
    assert cli.run() == 2
    said = capsys.readouterr().err
    assert said.startswith("--scheduler: no Dask scheduler answers at 127.0.0.1:1 ")
    assert said.count("\n") == 1
