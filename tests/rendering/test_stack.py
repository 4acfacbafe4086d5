import resource
from threading import Thread

from rendering.stack import roomy

TURNS = 500


def page_faults():
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt


def call():
    pass


def most_taken_at_one_depth(depth):
    """Call a function often at each depth up to this one: how many pages of memory that took where it took most."""
    before = page_faults()
    for _ in range(TURNS):
        call()
    taken = page_faults() - before
    return max(taken, most_taken_at_one_depth(depth - 1)) if depth else taken


def in_a_thread(work):
    found = []
    thread = Thread(target=lambda: found.append(work(400)))
    thread.start()
    thread.join()
    return found[0]


def test_no_loop_in_a_request_takes_memory_at_each_turn():
    assert in_a_thread(roomy(most_taken_at_one_depth)) < TURNS / 10


def test_without_it_one_does():
    """When this fails, Python keeps what it took, and `roomy` can go."""
    assert in_a_thread(most_taken_at_one_depth) >= TURNS


def test_the_answer_is_that_of_what_was_called():
    assert roomy(lambda request: [request])("vraag") == ["vraag"]
