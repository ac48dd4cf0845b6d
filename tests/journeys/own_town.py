"""`-p tests.journeys.own_town`: each process of a parallel run has a folder, and so a town, of its own.

Read before the settings are: they take the folder from the environment. Without it journeys would meet each
other's people: one waits for the first new comment while another is writing three.
"""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker is not None and "VAR_DIR" in os.environ:
    os.environ["VAR_DIR"] = os.path.join(os.environ["VAR_DIR"], worker)
