# SPDX-License-Identifier: Apache-2.0
"""What a process has cost so far, as the kernel tells it."""
import os
import pathlib
import time


def processor_seconds(pid):
    """User and system time of all its threads."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid, field="VmRSS"):
    """Its resident memory; with VmHWM the most it ever had."""
    line = next(line for line in open(f"/proc/{pid}/status") if line.startswith(field))
    return int(line.split()[1]) / 1000


def wakeups(pid, seconds):
    """How often its threads go to sleep in so many seconds, which is how often they are woken; threads come and go."""
    def counts():
        found = {}
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            try:
                status = (task / "status").read_text()
            except OSError:  # It has ended.
                continue
            found[task.name] = int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
        return found

    total, before = 0, counts()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.5)
        now = counts()
        total += sum(count - before.get(task, 0) for task, count in now.items())
        before = now
    return total
