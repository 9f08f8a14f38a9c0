"""The commands of an analyst: `hamtaraz distribute` and `hamtaraz law …`, with no database and no server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.saying import say
from hamtaraz.kernel.text import persian_digits
from hamtaraz.law.archive import archive
from hamtaraz.law.bodies import MOST_DIGITS
from hamtaraz.law.clauses import Day, Key
from hamtaraz.law.compare import Change, compare
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.examples import ExampleResult, check_examples
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.from_files import FileKindUnknown, distribute_file, read_directive
from hamtaraz.law.result_files import KINDS, write_result
from hamtaraz.law.run import Run
from hamtaraz.law.schema import schema_text
from hamtaraz.law.shipped import shipped
from hamtaraz.law.speaking import translator
from hamtaraz.law.written_numbers import exact_number

HOLDS, DOES_NOT_HOLD, REFUSED = 0, 1, 2
"""What a command ends with: all is well; it looked and the answer is no; it could not do what was asked."""
ENGLISH = ("en", "C", "POSIX")


class OptionMissing(Refused):
    """A command lacks something it needs."""

    key = "option_missing"
    sentence = N_("“%(option)s” is not given.")
    remedy = N_("The command is written: %(usage)s")


class CommandWrong(Refused):
    """A command is not written as it should be."""

    key = "command_wrong"
    sentence = N_("The command cannot be understood: %(told)s")
    remedy = N_("The command is written: %(usage)s")


class OptionUnknown(Refused):
    """A command is given an option it does not have."""

    key = "option_unknown"
    sentence = N_("The command has no option “%(option)s”.")
    remedy = N_("“%(usage)s --help” lists its options.")


class SettingUnreadable(Refused):
    """What follows --set is not a name and a number."""

    key = "setting_unreadable"
    sentence = N_("“%(text)s” does not give a parameter its value.")
    remedy = N_("Write it as name=value, such as weight_population=1/3 or limit=5000 or part=35%%.")


class FileUnwritable(Refused):
    """A file cannot be written."""

    key = "file_unwritable"
    sentence = N_("The file “%(file)s” cannot be written.")
    remedy = N_("Look whether its folder is there, and whether you may write in it.")


class ExamplesMissing(Refused):
    """A directive has no examples to run."""

    key = "examples_missing"
    sentence = N_("The directive has no example.")
    remedy = N_("Write at least one [[example]] whose answer is known.")


class NotShipped(Refused):
    """No directive of this name comes with the house."""

    key = "not_shipped"
    sentence = N_("No directive “%(name)s” comes with Hamtaraz.")
    remedy = N_("Those that come with it: %(near)s.")


def reckon(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do one command; gives its exit code, 0 when all is well.

    Sentences are in the language of --language, else of the environment (LC_ALL, LC_MESSAGES, LANG), else Persian.
    What is written to a file depends on the words alone.
    """
    language = language_of(words, environment)
    desk = _Desk(language)
    try:
        return desk.commands().main(list(words), prog_name="hamtaraz", standalone_mode=False) or HOLDS
    except NotADirective as wrong:
        for fault in wrong.faults:
            desk.complain(fault.refused, f"{wrong.values.get('file', '')}:{fault.line}:{fault.column}: ".lstrip(":"))
        return REFUSED
    except Refused as refused:
        desk.complain(refused)
    except click.MissingParameter as lacking:
        desk.complain(OptionMissing(option=_called(lacking), usage=_usage(lacking)))
    except click.NoSuchOption as unknown:
        path = unknown.ctx.command_path if unknown.ctx else "hamtaraz"
        desk.complain(OptionUnknown(option=unknown.option_name, usage=path))
    except NoArgsIsHelpError as asked:
        click.echo(asked.format_message().encode() + b"\n", nl=False, err=True)
    except click.UsageError as wrong_use:
        desk.complain(CommandWrong(told=wrong_use.format_message(), usage=_usage(wrong_use)))
    return REFUSED


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language a reader is spoken to in: "fa" or "en"."""
    asked = [after for word, after in zip(words, words[1:], strict=False) if word == "--language"]
    asked += [word.removeprefix("--language=") for word in words if word.startswith("--language=")]
    if asked:
        return "en" if asked[-1] == "en" else "fa"
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if told.startswith(ENGLISH) else "fa"


def _called(lacking: click.MissingParameter) -> str:
    assert lacking.param is not None
    assert lacking.ctx is not None
    return lacking.param.opts[0] if isinstance(lacking.param, click.Option) else lacking.param.make_metavar(lacking.ctx)


def _usage(wrong: click.UsageError) -> str:
    return wrong.ctx.get_usage().removeprefix("Usage: ") if wrong.ctx else "hamtaraz --help"


class _Desk:
    """Where one reader is served in one language."""

    def __init__(self, language: str) -> None:
        self.language, self.translate = language, translator(language)

    # --- the words of the commands ----------------------------------------------------------------

    def commands(self) -> click.Group:
        law = click.Group(
            "law",
            help=self.translate(N_("Look at directives.")),
            commands=[
                self.command(
                    "check", self.check, N_("Say what is wrong with a directive, with line and column."), "FILE"
                ),
                self.command("diff", self.diff, N_("Compare two directives clause by clause."), "A", "B"),
                self.command("examples", self.examples, N_("Run the examples of a directive."), "FILE"),
                self.command("schema", self.schema, N_("Write the JSON Schema of the format of directives.")),
                self.shipped_command(),
            ],
        )
        return click.Group("hamtaraz", commands=[self.distribute_command(), law])

    def command(self, name: str, callback: Callable[..., Any], told: str, *arguments: str) -> click.Command:
        params: list[click.Parameter] = [click.Argument([one.lower()], metavar=one) for one in arguments]
        return click.Command(
            name, callback=callback, help=self.translate(told), params=[*params, self.option_of_language()]
        )

    def shipped_command(self) -> click.Command:
        name = click.Argument(["name"], required=False, metavar="[NAME]")
        told = self.translate(N_("List the directives that come with Hamtaraz, or write one of them."))
        return click.Command("shipped", callback=self.shipped, help=told, params=[name, self.option_of_language()])

    def option_of_language(self) -> click.Option:
        told = self.translate(N_("The language of sentences and workbooks; a workbook is Persian without it."))
        return click.Option(["--language"], type=click.Choice(["fa", "en"]), default=None, help=told)

    def distribute_command(self) -> click.Command:
        say = self.translate
        return click.Command(
            "distribute",
            callback=self.distribute,
            help=say(N_("Share an amount among the bodies of a table as a directive says.")),
            params=[
                click.Argument(["directive"], metavar="DIRECTIVE.toml"),
                click.Argument(["data"], metavar="DATA.{csv,xlsx}"),
                click.Option(["--pool"], required=True, metavar="RIAL", help=say(N_("The amount, in rials."))),
                click.Option(["--out"], required=True, metavar="FILE.{csv,xlsx,json}",
                             help=say(N_("Where the shares are written."))),
                click.Option(["--last-year"], metavar="FILE", help=say(N_("Last year's amounts, by code."))),
                click.Option(["--set", "settings"], multiple=True, metavar="NAME=VALUE",
                             help=say(N_("Another value for a parameter; may be given many times."))),
                click.Option(["--day"], metavar="1405-01-01", help=say(N_("The day whose parameter values hold."))),
                click.Option(["--working"], is_flag=True, help=say(N_("Write every figure on the way, too."))),
                click.Option(["--archive", "archive_file"], metavar="FILE.zip",
                             help=say(N_("Where an archive that can be reckoned again is written."))),
                self.option_of_language(),
            ],
        )  # fmt: skip

    # --- what they do ------------------------------------------------------------------------------

    def distribute(self, directive: str, data: str, pool: str, out: str, **more: Any) -> int:
        if Path(out).suffix.lower() not in KINDS:
            raise FileKindUnknown(file=out, kinds=", ".join(KINDS))
        run = distribute_file(
            _read(directive),
            data,
            rial.parse(pool),
            last_year=more["last_year"],
            parameters=_settings(more["settings"]),
            day=_day(more["day"]) if more["day"] else None,
        )
        files = {out: write_result(run, out, working=more["working"], language=more["language"] or "fa")}
        if more["archive_file"]:
            files[more["archive_file"]] = archive(run)
        for name, content in files.items():
            _write(name, content)
        self.summarise(run, list(files))
        return HOLDS

    def summarise(self, run: Run, files: Sequence[str]) -> None:
        amount = {"pool_rial": rial.show(run.pool_rial, language=self.language)}
        receiving = sum(1 for share in run.shares.values() if share)
        self.tell(N_("%(pool_rial)s rial shared out; %(count)s receive something."), **amount, count=receiving)
        for key, aside in run.asides.items():
            called = run.directive.asides[key].called(self.language)
            self.tell(N_("Set aside first, “%(title)s”: %(aside_rial)s rial."), title=called,
                      aside_rial=rial.show(aside, language=self.language))  # fmt: skip
        if run.left_out:
            self.tell(N_("%(count)s are left out."), count=len(run.left_out))
        for key in run.as_json()["data"]:
            if key not in run.bodies.columns:
                called = run.directive.data[key].called(self.language)
                self.tell(
                    N_("The table has no column “%(title)s”; the policy for missing figures stood in."), title=called
                )
        if run.filled:
            self.tell(N_("%(count)s figures were filled by a policy; --working names them."), count=len(run.filled))
        self.tell(N_("Written: %(files)s"), files=", ".join(files))
        self.tell(N_("SHA-256 of the run: %(digest)s"), digest=run.digest())

    def check(self, file: str, language: str | None) -> int:
        try:
            directive = _read(file)
        except NotADirective as wrong:
            for fault in wrong.faults:
                self.complain(fault.refused, f"{file}:{fault.line}:{fault.column}: ")
            return DOES_NOT_HOLD
        self.tell(
            N_("“%(title)s” is well formed: %(data)s data, %(parameters)s parameters, %(indicators)s indicators, %(examples)s examples."),
            title=directive.called(self.language), data=len(directive.data), parameters=len(directive.parameters),
            indicators=len(directive.indicators), examples=len(directive.examples),
        )  # fmt: skip
        wrong_examples = [result for result in check_examples(directive) if not result.holds]
        for result in wrong_examples:
            self.tell_example(file, result)
        return DOES_NOT_HOLD if wrong_examples else HOLDS

    def diff(self, a: str, b: str, language: str | None) -> int:
        changes = compare(_read(a), _read(b))
        for change in changes:
            click.echo(_in_a_line(change).encode() + b"\n", nl=False)
        if not changes:
            self.tell(N_("The two say the same."))
        return DOES_NOT_HOLD if changes else HOLDS

    def examples(self, file: str, language: str | None) -> int:
        directive = _read(file)
        if not directive.examples:
            raise ExamplesMissing()
        results = check_examples(directive)
        for result in results:
            self.tell_example(file, result)
        return HOLDS if all(result.holds for result in results) else DOES_NOT_HOLD

    def tell_example(self, file: str, result: ExampleResult) -> None:
        if result.holds:
            self.tell(N_("Holds: %(says)s"), says=result.says)
            return
        self.tell(N_("Does not hold, %(place)s: %(says)s"), place=f"{file}:{result.line}", says=result.says)
        for one in result.differences:
            values = {"of": one.of, "expected": one.expected, "found": one.found}
            self.tell(N_("    %(of)s: expected %(expected)s, found %(found)s"), **values)
        if result.refused:
            self.complain(result.refused, "    ")

    def schema(self, language: str | None) -> int:
        click.echo(schema_text().encode(), nl=False)
        return HOLDS

    def shipped(self, name: str | None, language: str | None) -> int:
        texts = shipped()
        if name is not None and name not in texts:
            raise NotShipped(name=name, near=", ".join(get_close_matches(name, texts, 3) or texts))
        for key in texts if name is None else ():
            called = read(texts[key]).called(self.language)
            click.echo(f"{key}\t{called}\n".encode(), nl=False)
        if name is not None:
            click.echo(texts[name].encode(), nl=False)
        return HOLDS

    # --- how it speaks -----------------------------------------------------------------------------

    def tell(self, sentence: str, **values: Any) -> None:
        """Say one sentence, whole numbers in the reader's digits."""
        shown = {
            name: persian_digits(str(value)) if self.language == "fa" and isinstance(value, int) else value
            for name, value in values.items()
        }
        click.echo((self.translate(sentence) % shown).encode() + b"\n", nl=False)

    def complain(self, refused: Refused, place: str = "") -> None:
        """Say a refusal and its way out on the stream of complaints."""
        told = say(refused, self.translate, self.language)
        click.echo(f"{place}{told.sentence} {told.remedy}\n".encode(), nl=False, err=True)


def _read(file: str) -> Directive:
    """A directive from a file; its faults remember which file."""
    try:
        return read_directive(file)
    except NotADirective as wrong:
        wrong.values["file"] = file
        raise


def _write(name: str, content: bytes) -> None:
    try:
        Path(name).write_bytes(content)
    except OSError:
        raise FileUnwritable(file=name) from None


def _settings(texts: Sequence[str]) -> dict[Key, Fraction]:
    found: dict[Key, Fraction] = {}
    for text in texts:
        name, _, told = text.partition("=")
        value = exact_number(told.strip()) if len(told) <= 2 * MOST_DIGITS else None
        if value is None or not name.strip():
            raise SettingUnreadable(text=text)
        found[name.strip()] = value
    return found


def _day(text: str) -> Day:
    year, month, day = jalali.parts(jalali.parse(text))
    return f"{year:04d}-{month:02d}-{day:02d}"


def _in_a_line(change: Change) -> str:
    """A difference in one line: what was added after +, what went after -, what reads otherwise after ~."""
    mark = {"added": "+", "removed": "-", "changed": "~"}[change.kind]
    where = f"{change.clause}, {change.field}" if change.field else change.clause
    before_and_after = [value for value in (change.before, change.after) if value]
    basis = f"  ({change.basis})" if change.basis else ""
    return f"{mark} {where}: {' → '.join(before_and_after)}{basis}"
