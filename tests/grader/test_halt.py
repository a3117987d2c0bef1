"""What an exception in a learner's code is called."""

import pytest

from grader.answer import Raised
from grader.halt import halt_by_raised

torch = pytest.importorskip("torch")


def outcome(error):
    bases = tuple(base.__name__ for base in type(error).__mro__)
    return halt_by_raised(Raised("raised", bases[0], bases, str(error))).outcome.value


@pytest.mark.parametrize("error", [NotImplementedError(), NotImplementedError("later")], ids=repr)
def test_a_stub_is_not_written(error):
    assert outcome(error) == "not_written"


@pytest.mark.parametrize(
    "call",
    [
        lambda: torch.ones(2, 2, dtype=torch.bool) @ torch.ones(2, 2, dtype=torch.bool),
        lambda: torch.softmax(torch.ones(2, dtype=torch.long), 0),
    ],
)
def test_a_kernel_that_torch_does_not_have_is_an_error(call):
    with pytest.raises(NotImplementedError) as caught:
        call()
    assert outcome(caught.value) == "error"
