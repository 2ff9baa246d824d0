"""Silences Rasa and its libraries, which print learners' words; import it before anything of Rasa."""

from __future__ import annotations

import logging
import os
import warnings

import structlog

SILENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",  # TensorFlow's C++ notes about the processor
    "CUDA_VISIBLE_DEVICES": "-1",  # the pipeline has no part for a graphics card
    "SANIC_NO_UVLOOP": "true",
    "SANIC_REQUEST_MAX_SIZE": "65536",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_MAX_CACHE_SIZE": "0",  # Rasa's cache misses changes in the modules behind a component
    # One thread per process: the workers share the cores, and a pool started here dies in the fork.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
CHATTY = ("rasa", "rasa_sdk", "tensorflow", "apscheduler", "asyncio", "matplotlib", "dask", "sanic")


def silence(level: int = logging.ERROR) -> None:
    """Turn telemetry, Python warnings, structlog and library logs off; safe to call twice."""
    os.environ.update(SILENT)
    warnings.simplefilter("ignore")
    # Some libraries put the filters back when they are imported.
    warnings.showwarning = _swallow
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))
    for name in CHATTY:
        logging.getLogger(name).setLevel(level)
    # Rasa logs the traceback of a failed action, and a traceback can quote the learner.
    logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)


def _swallow(*_details: object, **_more: object) -> None:
    """Show nothing: a warning of Rasa can quote the learner."""
