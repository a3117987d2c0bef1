"""What authors call in a check.py: honest values of every kind pass, others fail kindly."""

import json

import numpy as np
import pytest

from grader.checks import CheckFailed, assert_type, require
from grader.wire import Foreign

torch = pytest.importorskip("torch")

NUMBERS = [1, 1.5, np.float32(2), np.int64(3), np.where(True, 1.0, 2.0), torch.tensor(1.0)]
OTHERS = [True, np.True_, 1j, "1", None, np.ones(1), np.array(True), torch.ones(1), Foreign("set")]


@pytest.mark.parametrize("value", NUMBERS, ids=repr)
def test_numbers_are_floats_however_they_come(value):
    assert_type(value, "float")


@pytest.mark.parametrize("value", OTHERS, ids=repr)
def test_other_things_are_no_floats(value):
    with pytest.raises(CheckFailed):
        assert_type(value, "float", what="b")


def test_what_a_learner_returned_for_a_number_can_be_shown():
    with pytest.raises(CheckFailed) as caught:
        require(False, ko="", en="", total=np.ones((2, 2)), other=Foreign("set"), big=10**400)
    numbers = caught.value.fault.fields["numbers"]
    assert numbers == {"total": "array (2, 2) float64", "other": "set", "big": "inf"}
    json.dumps(numbers)
