"""Settings of how workers work: when a task counts as done, how long it may take, and in which queue it waits."""

CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long the broker is away, beat and workers wait for it; the default gives up after 100 tries.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# For beat and workers, which can wait; a request must not, and has limits of its own (config/celery.py, nudge).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "visibility_timeout": 1200,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_DEFAULT_QUEUE = "mail"
# What may take long, or belongs to what does, has workers of its own: a mail waits behind mails alone.
CELERY_TASK_ROUTES = {
    name: {"queue": "errands"}
    for name in (
        "accounts.sweep_errands",
        "desk.add_archive",
        "desk.export",
        "desk.fade",
        "desk.index_all",
        "letters.pack",
    )
}
CELERY_TIMEZONE = "UTC"
