"""Errors of the running service and the one shape in which the outside sees them."""

from __future__ import annotations

from typing import Any


class BotError(Exception):
    """Root of every error of the service.

    Attributes:
        code: stable, machine-readable name; the text for people is `error_<code>` in data/texts.
        status: HTTP status when it reaches a client.
    """

    code = "internal_error"
    status = 500

    @property
    def facts(self) -> dict[str, Any]:
        """Values that the text needs and that may be shown to the client."""
        return {}


class BadSetting(BotError):
    """A variable of the environment holds a value that cannot be used."""

    code = "bad_setting"

    def __init__(self, variable: str, value: str, reason: str) -> None:
        super().__init__(f"{variable}={value!r}: {reason}")
        self.variable = variable
        self.value = value


class PortBusy(BotError):
    """Another program already listens on the address."""

    code = "port_busy"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port} is taken by another program; set PASSERELLE_PORT to a free port"
        )
        self.port = port


class BadRequest(BotError):
    """The request cannot be read (not JSON, wrong type, missing field)."""

    code = "bad_request"
    status = 400

    def __init__(self, field: str = "body") -> None:
        super().__init__(f"cannot read {field}")
        self.field = field

    @property
    def facts(self) -> dict[str, Any]:
        """The field that could not be read."""
        return {"field": self.field}


class BadEmail(BadRequest):
    """What should be an e-mail address is none, or nobody's."""

    code = "bad_email"

    def __init__(self) -> None:
        super().__init__("email")


class MessageEmpty(BotError):
    """The message holds nothing but blanks."""

    code = "message_empty"
    status = 400


class MessageTooLong(BotError):
    """The message is longer than the limit (in characters)."""

    code = "message_too_long"
    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} characters")
        self.limit = limit

    @property
    def facts(self) -> dict[str, Any]:
        """The limit in characters."""
        return {"limit": self.limit}


class NotAuthorised(BotError):
    """The token or the session is missing, unknown or revoked."""

    code = "not_authorised"
    status = 401


class Forbidden(BotError):
    """Known, but not allowed: role, origin or CSRF token."""

    code = "forbidden"
    status = 403


class OriginNotAllowed(Forbidden):
    """The page's origin is not one that the site key allows."""

    code = "origin_not_allowed"


class NotFound(BotError):
    """There is no such thing, or not for this caller."""

    code = "not_found"
    status = 404


class ClientIdReused(BotError):
    """The same client id came with another body."""

    code = "client_id_reused"
    status = 409


class ConversationClosed(BotError):
    """The conversation was closed; a new one can be started."""

    code = "conversation_closed"
    status = 409


class TransitionRefused(BotError):
    """The conversation is not in a state from which this step is possible (somebody was faster)."""

    code = "transition_refused"
    status = 409

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(f"from {state} to {wanted}")
        self.state = state
        self.wanted = wanted

    @property
    def facts(self) -> dict[str, Any]:
        """The state that was found and the one that was wanted."""
        return {"state": self.state, "wanted": self.wanted}


class TooManyRequests(BotError):
    """A limit was reached; try again after `retry_after` seconds."""

    code = "too_many_requests"
    status = 429

    def __init__(self, retry_after: int = 10) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after

    @property
    def facts(self) -> dict[str, Any]:
        """Seconds to wait."""
        return {"retry_after": self.retry_after}


class Overloaded(TooManyRequests):
    """The service sheds load; nothing was stored."""

    code = "overloaded"
    status = 503


class MailUnavailable(Overloaded):
    """The mail server took nothing; the same mail can be asked for again."""

    code = "mail_unavailable"

    def __init__(self) -> None:
        super().__init__(retry_after=60)


class EngineUnavailable(BotError):
    """No engine worker answered in time."""

    code = "engine_unavailable"
    status = 503


class EngineRefused(BotError):
    """The engine answered that the request itself is wrong; trying again is useless."""

    code = "engine_refused"
    status = 502


class BadSecrets(BotError):
    """The file of secrets cannot be read."""

    code = "bad_secrets"
