"""What is backed up comes out again, row for row, or is refused in one sentence and nothing has changed (R6)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections

from hamtaraz import monitoring
from hamtaraz.config import backup
from hamtaraz.config.backup import Unusable, contents, opened_backup, write_backup
from hamtaraz.config.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from hamtaraz.config.restore import BEFORE, RESTORING, restore_beside
from hamtaraz.monitoring.verification import verify
from hamtaraz.people.models import Person

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
INSTANT = datetime.datetime(2026, 10, 22, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def year(in_copy_of, played_database: str, test_cluster: Cluster) -> Iterator[str]:
    """A copy of a whole year, where Django works as the owner, as `backup` and `restore` do."""
    with in_copy_of(played_database, OWNER) as name:
        yield name
        test_cluster.drop_database(BEFORE.format(name))
    assert RESTORING.format(name) not in databases(test_cluster)


def databases(cluster: Cluster) -> set[str]:
    with cluster.connect(SUPERUSER, "postgres") as superuser:
        return {row[0] for row in superuser.execute("SELECT datname FROM pg_database")}


def restored(cluster: Cluster, file: Path, *, replace: bool = True, even_if_broken: bool = False) -> list[str]:
    """Restore beside; give what was told."""
    told: list[str] = []
    restore_beside(cluster, file, replace=replace, even_if_broken=even_if_broken, tell=told.append)
    return told


@pytest.fixture
def made(year: str, tmp_path: Path) -> Path:
    """A backup of the year."""
    write_backup(tmp_path / "year.backup", INSTANT)
    return tmp_path / "year.backup"


def test_a_year_comes_back_row_for_row_and_every_invariant_holds(year: str, made: Path, test_cluster: Cluster) -> None:
    before = contents()
    Person.objects.update(display_name="—")
    told = restored(test_cluster, made)
    assert contents() == before
    assert [verdict.name for verdict in verify() if not verdict.clean] == []
    assert f"{len(verify())} of {len(verify())} invariants hold." in told
    with test_cluster.connect(OWNER, BEFORE.format(year)) as kept:
        assert kept.execute("SELECT DISTINCT display_name FROM people_person").fetchall() == [("—",)]


def test_the_application_may_do_in_the_restored_database_what_it_might_before(
    year: str, made: Path, test_cluster: Cluster
) -> None:
    granted = """SELECT c.relname, p.privilege_type FROM pg_class c, aclexplode(c.relacl) AS p
                 WHERE p.grantee = 'hamtaraz_app'::regrole ORDER BY 1, 2"""
    with test_cluster.connect(APPLICATION, year) as application:
        before = application.execute(granted).fetchall()
    restored(test_cluster, made)
    with test_cluster.connect(APPLICATION, year) as application:
        assert application.execute(granted).fetchall() == before != []


def test_a_backup_comes_back_into_an_empty_database_without_being_asked_twice(
    in_copy_of, template_database: str, made: Path, test_cluster: Cluster
) -> None:
    before = contents()
    with in_copy_of(template_database, OWNER) as name:
        restored(test_cluster, made, replace=False)
        assert contents() == before
        assert BEFORE.format(name) not in databases(test_cluster)


def test_records_are_not_replaced_unless_it_is_said(year: str, made: Path, test_cluster: Cluster) -> None:
    Person.objects.update(display_name="—")
    before = contents()
    with pytest.raises(Unusable, match="say --replace"):
        restored(test_cluster, made, replace=False)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", made, "--replace", "--confirm", "yes")
    assert contents() == before


def test_a_database_in_use_is_not_replaced(year: str, made: Path, test_cluster: Cluster) -> None:
    with test_cluster.connect(APPLICATION, year), pytest.raises(Unusable, match="in use"):
        restored(test_cluster, made)
    assert BEFORE.format(year) not in databases(test_cluster)


def test_a_backup_is_its_owners_alone_and_never_overwritten(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    bytes_before = made.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", made)
    assert made.read_bytes() == bytes_before
    assert list(made.parent.iterdir()) == [made]


def test_the_command_says_what_was_saved_and_that_the_keys_were_not(
    year: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", tmp_path / "b")
    told = capsys.readouterr().out
    assert "Backed up" in told
    assert "seal-key" in told


def test_a_backup_is_of_one_instant_whatever_is_written_meanwhile(
    year: str, tmp_path: Path, test_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()
    dump = backup.run_program

    def while_somebody_writes(*command: str) -> None:
        with test_cluster.connect(APPLICATION, year) as application:
            application.execute("INSERT INTO django_session VALUES ('late', 'words', now())")
        dump(*command)

    monkeypatch.setattr(backup, "run_program", while_somebody_writes)
    write_backup(tmp_path / "b", INSTANT)
    monkeypatch.undo()
    restored(test_cluster, tmp_path / "b")
    assert contents() == before


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda whole: whole[: len(whole) // 2], "cut short"),
        (lambda whole: whole[:100], "cut short"),
        (lambda whole: b"", "cut short"),
        (lambda whole: b"PGDMP" + whole, "not a backup"),
        (lambda whole: whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :], "changed"),
        (lambda whole: whole.replace(b'"rows": 1', b'"rows": 2').replace(b'"seal": "', b'"seal": "0', 1), "changed|not a backup"),
    ],
    ids=["half", "a little", "nothing", "something else", "one bit", "the manifest"],
)  # fmt: skip
def test_a_spoilt_backup_is_refused_in_one_sentence(
    year: str, made: Path, test_cluster: Cluster, spoil, sentence: str
) -> None:
    before = contents()
    spoilt = made.with_name("spoilt")
    spoilt.write_bytes(spoil(made.read_bytes()))
    with pytest.raises(Unusable, match=sentence) as refused:
        restored(test_cluster, spoilt)
    assert "\n" not in str(refused.value)
    assert contents() == before


def test_a_backup_signed_by_nobody_with_our_key_is_refused(made: Path, settings) -> None:
    settings.SEAL_KEY = "another installation's"
    with pytest.raises(Unusable, match="seal-key"), opened_backup(made):
        pass


def test_a_backup_of_a_later_version_is_refused(made: Path) -> None:
    later = made.with_name("later")
    with opened_backup(made) as (manifest, dump), later.open("wb") as out:
        backup._pack(out, dataclasses.replace(manifest, migrations=[*manifest.migrations, "people.9999_later"]), dump)
    with pytest.raises(Unusable, match="later version"), opened_backup(later):
        pass


def test_a_backup_whose_dump_lacks_a_row_is_refused_and_nothing_has_changed(
    year: str, made: Path, test_cluster: Cluster
) -> None:
    before = contents()
    short = made.with_name("short")
    with opened_backup(made) as (manifest, dump), short.open("wb") as out:
        tables = manifest.tables | {"people_person": ["99999", "0"]}
        backup._pack(out, dataclasses.replace(manifest, tables=tables), dump)
    with pytest.raises(Unusable, match="people_person came out different"):
        restored(test_cluster, short)
    assert contents() == before


def test_a_backup_of_broken_records_is_told_and_restored_only_if_it_is_wanted(
    year: str, tmp_path: Path, test_cluster: Cluster
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_creditnotice SET total_rial = total_rial + 1")
    write_backup(tmp_path / "b", INSTANT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_creditnotice SET total_rial = total_rial - 1")
    with pytest.raises(Unusable, match="broken in this backup"):
        restored(test_cluster, tmp_path / "b")
    assert all(verdict.clean for verdict in verify())
    told = restored(test_cluster, tmp_path / "b", even_if_broken=True)
    assert any(line.startswith("BROKEN") for line in told)
    assert not all(verdict.clean for verdict in verify())


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(year: str, tmp_path: Path, test_cluster: Cluster) -> None:
    now = contents()
    newest = sorted(path.stem for path in MIGRATIONS.glob("0*.py"))  # a wall: what it stands before stays
    call_command("migrate", "monitoring", newest[-2], verbosity=0)
    connections.close_all()
    write_backup(tmp_path / "b", INSTANT)
    restored(test_cluster, tmp_path / "b")
    after = contents()
    assert after["migrations"] == now["migrations"]
    of_both = [one["tables"] | {"django_migrations": None} for one in (after, now)]  # when they ran differs
    assert of_both[0] == of_both[1]
