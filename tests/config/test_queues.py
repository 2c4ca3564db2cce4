"""Which worker does what: mail waits behind mail alone, and whatever may take long is an errand."""

import re
from pathlib import Path

from config.celery import app
from config.supervisor import read_procfile

PROCFILE = Path(__file__).resolve().parents[2] / "Procfile"


def test_every_task_is_on_the_queue_where_it_belongs():
    app.loader.import_default_modules()
    ours = sorted(name for name in app.tasks if not name.startswith("celery."))
    assert {name: app.amqp.router.route({}, name)["queue"].name for name in ours} == {
        "accounts.sweep_errands": "errands",
        "desk.add_archive": "errands",
        "desk.export": "errands",
        "desk.fade": "errands",
        "desk.index_all": "errands",
        "letters.pack": "errands",
        "reminders.make_mailings": "mail",
        "reminders.replan_all": "mail",  # some seconds a task, and mail waits for what it heals
        "reminders.send_batch": "mail",
        "reminders.sweep": "mail",
    }


def test_each_queue_has_a_worker_of_its_own():
    commands = read_procfile(PROCFILE.read_text())
    queues = {name: re.findall(r" -Q (\S+)", command) for name, command in commands.items()}
    assert {name: found for name, found in queues.items() if found} == {
        "worker-mail": ["mail"],
        "worker-errands": ["errands"],
    }
