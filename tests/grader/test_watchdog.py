"""Our own process spends only so much on a check."""

import threading
import time

import pytest

from grader.watchdog import Overrun, bounded


def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_block_that_burns_too_much_is_stopped():
    with pytest.raises(Overrun), bounded(0.05):
        burn(5)


def test_waiting_costs_nothing_and_nothing_rings_later():
    with bounded(0.05):
        time.sleep(0.2)
    burn(0.1)


def test_no_check_swallows_it():
    with pytest.raises(Overrun), bounded(0.05):
        try:
            burn(5)
        except Exception:
            raise AssertionError("swallowed") from None


def test_another_thread_is_left_alone():
    done = []

    def work():
        with bounded(0.01):
            burn(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
