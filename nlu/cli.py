"""``hisnik nlu parse | validate | train | evaluate``: understanding from the command line."""

import asyncio
import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from platformdirs import user_cache_path

from nlu.embedded import EmbeddedInterpreter, load_interpreter
from nlu.errors import NluError
from nlu.evaluation import Report, evaluate
from nlu.evaluation_files import read_evaluation
from nlu.interpreter import Entity, Understanding
from nlu.rasa import RasaAlone, rasa_server
from nlu.rasa_training import write_training
from nlu.report import lines
from nlu.training_data import DATA, Example, data_files, read_domain, read_files
from nlu.validation import complaints

PATIENCE = 30.0
"""Seconds that an evaluation waits for an answer of Rasa: no resident does."""
_CACHE = click.option("--cache", type=click.Path(path_type=Path), default=None, help="Folder of the trained model.")
_TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that resolves periods.")


@click.group("nlu")
def nlu_commands() -> None:
    """Understanding: parse, validate, train, evaluate."""


def _interpreter(cache: Path | None) -> EmbeddedInterpreter:
    try:
        return load_interpreter(cache or user_cache_path("hisnik"))
    except NluError as error:
        raise click.ClickException(str(error)) from error


def _day(today: datetime | None) -> date:
    return today.date() if today else datetime.now(ZoneInfo("Europe/Ljubljana")).date()


def _entity(entity: Entity) -> dict[str, object]:
    value: object = entity.value
    if entity.name == "period":
        first, last = entity.value.split("/")
        value = {"from": first, "to": last}
    shown: dict[str, object] = {
        "entity": entity.name,
        "value": value,
        "start": entity.start,
        "end": entity.end,
        "extractor": "nlu.entities",
    }
    return shown | ({"group": entity.group} if entity.group else {})


def as_rasa(understood: Understanding) -> dict[str, object]:
    """The shape of Rasa's ``/model/parse``."""
    ranking = [{"name": ranked.intent, "confidence": round(ranked.confidence, 6)} for ranked in understood.ranking]
    return {
        "text": understood.text,
        "intent": ranking[0],
        "entities": [_entity(e) for e in understood.entities],
        "intent_ranking": ranking,
    }


@nlu_commands.command("parse")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["sl", "en"]),
    default=None,
    help="A hint; both languages are always understood.",
)
@_TODAY
@_CACHE
def parse_command(language: str | None, today: datetime | None, cache: Path | None) -> None:
    """A text a line from standard input, a JSON object a line out."""
    interpreter = _interpreter(cache)
    for line in click.open_file("-", encoding="utf-8", errors="replace"):
        understood = asyncio.run(interpreter.parse(line.rstrip("\r\n"), today=_day(today), language=language))
        click.echo(json.dumps(as_rasa(understood), ensure_ascii=False))


@nlu_commands.command("validate")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=DATA)
def validate_command(folder: Path) -> None:
    """Checks the training data; exit 1 with every complaint."""
    try:
        examples = read_files(data_files(folder))
    except NluError as error:
        raise click.ClickException(str(error)) from error
    found = complaints(examples, read_domain())
    for complaint in found:
        click.echo(str(complaint), err=True)
    click.echo(f"{len(examples)} examples, {len(found)} complaints")
    if found:
        raise SystemExit(1)


@nlu_commands.command("train")
@click.option(
    "--rasa",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Writes what Rasa learns into a folder.",
)
@_CACHE
def train_command(rasa: Path | None, cache: Path | None) -> None:
    """Trains the embedded classifier, if its data changed; or writes a folder for deploy/rasa/train.sh."""
    if rasa is not None:
        try:
            written = write_training(rasa)
        except (NluError, OSError) as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{written.sentences} sentences in {written.folder}; the model will be {written.fingerprint}")
        return
    model = _interpreter(cache).model
    click.echo(f"{len(model.intents)} intents, {len(model.columns)} n-grams")


@nlu_commands.command("evaluate")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", type=click.Choice(["rasa"]), default=None, help="Puts Rasa's figures beside ours.")
@click.option("--rasa-url", default="http://localhost:5005", show_default=True, help="Where Rasa's server answers.")
@click.option("--mistakes", is_flag=True, help="Lists every sentence that was not understood as annotated.")
@_TODAY
@_CACHE
def evaluate_command(
    files: tuple[Path, ...],
    against: str | None,
    rasa_url: str,
    mistakes: bool,
    today: datetime | None,
    cache: Path | None,
) -> None:
    """Accuracy, F1, entities, thresholds, confusions and latency on Rasa test files or TSV."""
    interpreter = _interpreter(cache)
    try:
        examples = [example for path in files for example in read_evaluation(path)]
        named = asyncio.run(_reports(interpreter, rasa_url if against else None, examples, _day(today)))
    except NluError as error:
        raise click.ClickException(str(error)) from error
    for line in lines(named, mistakes=mistakes):
        click.echo(line)


async def _reports(
    interpreter: EmbeddedInterpreter, rasa_url: str | None, examples: list[Example], today: date
) -> list[tuple[str, Report]]:
    named = [("embedded", await evaluate(interpreter, examples, today))]
    if rasa_url is not None:
        async with rasa_server(rasa_url, PATIENCE) as server:
            named.append(("rasa", await evaluate(RasaAlone(server), examples, today)))
    return named
