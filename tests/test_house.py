"""The house holds together: every intent has a feature, sentences, held-out sentences, texts and a conversation."""

from pathlib import Path

import pytest
import yaml

from bot.dialogue.registry import default_registry
from bot.dialogue.texts import load_texts
from bot.features import smalltalk
from nlu.training_data import data_files, read_domain, read_files

TESTS = Path(__file__).parent
HELD_OUT = sorted((TESTS / "nlu" / "heldout").glob("*.yml"))
CONVERSATIONS = sorted((TESTS / "conversations").glob("*.yml"))
INTENTS = sorted(read_domain().intents)
TAUGHT = {example.intent for example in read_files(data_files())}
HELD = {example.intent for example in read_files(HELD_OUT)}
REGISTRY = default_registry()
LANGUAGES = ("sl", "en")


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_a_feature_and_sentences(intent: str) -> None:
    assert REGISTRY.by_intent(intent) is not None, "no feature answers it"
    assert intent in TAUGHT, "no training sentences"
    assert intent in HELD, "no held-out sentences"


def test_no_two_features_answer_the_same_intent_or_command() -> None:
    intents = [ability.intent for ability in REGISTRY]
    commands = [command for ability in REGISTRY for command in ability.commands]
    assert len(intents) == len(set(intents))
    assert len(commands) == len(set(commands))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_menu_entry_has_a_label(language: str) -> None:
    say = load_texts(strict=True)[language]
    for ability in REGISTRY:
        if ability.menu is not None:
            assert say.has(f"menu-{ability.intent.replace('_', '-')}"), ability.intent


@pytest.mark.parametrize("feature", [feature.name for feature in REGISTRY.features])
def test_every_feature_has_a_room_in_every_wing(feature: str) -> None:
    locales = Path(smalltalk.__file__).parents[1] / "locales"
    for language in LANGUAGES:
        assert (locales / language / f"{feature}.ftl").exists(), f"no texts in {language}"
    assert (TESTS / "conversations" / f"{feature}.yml").exists(), "no conversation"


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_every_conversation_expects_something(file: Path) -> None:
    for conversation in yaml.safe_load(file.read_text()):
        expectations = [key for turn in conversation["turns"] for key in turn if key in {"expect", "buttons", "files"}]
        assert expectations, conversation["name"]
