"""Choosing questions by topic, area and kind, and what is said where nothing fits."""

from dataclasses import dataclass

import pytest

from quiz.choosing import Wish, chosen
from quiz.errors import UsageError
from tests.quiz.fake_course import syllabus


@dataclass(frozen=True)
class Entry:
    topic: str
    area: str
    kind: str


ENTRIES = [
    Entry("divergence", "basics", "choice"),
    Entry("divergence", "basics", "numeric"),
    Entry("clustering", "models", "choice"),
]


def picked(**wish):
    return [ENTRIES.index(entry) for entry in chosen(ENTRIES, syllabus(), Wish(**wish))]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, [0, 1, 2]),
        ({"topics": ("divergence",)}, [0, 1]),
        ({"topics": ("발산",)}, [0, 1]),
        ({"topics": ("DIVERGENCE ",)}, [0, 1]),
        ({"areas": ("models",)}, [2]),
        ({"topics": ("divergence",), "areas": ("models",)}, [0, 1, 2]),  # places add up
        ({"kinds": ("choice",)}, [0, 2]),
        ({"kinds": ("choice", "numeric"), "areas": ("basics",)}, [0, 1]),
    ],
)
def test_places_add_up_and_kinds_narrow(wish, expected):
    assert picked(**wish) == expected


@pytest.mark.parametrize(
    ("wish", "key", "fields"),
    [
        ({"topics": ("diverg",)}, "no_topic_near", {"name": "diverg", "near": "divergence"}),
        ({"topics": ("clutsering",)}, "no_topic_near", {"near": "clustering"}),
        ({"topics": ("군집",)}, "no_topic_near", {"near": "clustering"}),
        ({"topics": ("zzz",)}, "no_topic", {"near": ""}),
        ({"areas": ("model",)}, "no_area_near", {"near": "models"}),
        ({"areas": ("",)}, "no_area", {}),
        ({"kinds": ("chocie",)}, "no_kind_near", {"near": "choice, choices, cloze"}),
        ({"kinds": ("essay",)}, "nothing_of_kind", {"there": ["choice", "numeric"]}),
        ({"topics": ("vectors",)}, "nothing_there", {"places": ["vectors"]}),
    ],
)
def test_what_does_not_fit_is_said_with_what_does(wish, key, fields):
    with pytest.raises(UsageError) as caught:
        picked(**wish)
    assert caught.value.key == key
    assert fields.items() <= caught.value.fields.items()


def test_an_empty_bank_is_said():
    with pytest.raises(UsageError, match="nothing_at_all"):
        chosen([], syllabus(), Wish())
