"""The command ends as a program of the shell should."""

import os
import subprocess
import sys


def test_a_reader_who_leaves_is_no_fault_to_speak_of():
    """`hamtaraz why … | head`: the pipe closes while there is more to say."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", "from hamtaraz.config.command import main; main()", "help"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DATABASE_URL": "postgresql://nobody@nowhere/none"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1
