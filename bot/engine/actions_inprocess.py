"""Runs custom actions in the engine's own process instead of calling an action server over HTTP."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.engine.state import note_failure

log = logging.getLogger(__name__)


def _trust_own_actions(_action: RemoteAction, _result: dict[str, Any]) -> None:
    """Replaces Rasa's check of what an action server sent.

    It validates the schema of its own schema at every call, 36 of a turn's 48 ms (November 2026);
    rasa_sdk's executor has checked the events of our own actions already.
    """


RemoteAction._validate_action_result = _trust_own_actions


class InProcessActions(EndpointConfig):
    """What Rasa takes for an action server; `request` hands the call to rasa_sdk's executor."""

    def __init__(self, package: str = "actions") -> None:
        # Selective domain: without it Rasa would add the whole domain to every call.
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *_: Any, json: dict[str, Any], **__: Any) -> dict[str, Any]:
        """Run the action that *json* names and give its events and responses back.

        An error is noted with the turn and raised again: Rasa swallows it, and a learner's turn
        must not end in silence without a reason in the log.
        """
        try:
            answer: dict[str, Any] = await self._executor.run(json) or {}
        except Exception as error:
            note_failure(type(error).__name__)
            log.error("action %s failed: %s", json["next_action"], _where(error))
            raise
        return answer


def _where(error: BaseException) -> str:
    """Type and place of an error; never its message, which may quote the learner."""
    trace, places = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at " + " > ".join(places[-6:])
