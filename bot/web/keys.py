"""What hangs on the web application, under typed keys."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.conversations.answers import Desk
from bot.safety import SafetyRules
from bot.settings import Settings
from bot.web.bus import Bus
from bot.web.engine_client import EngineClient
from bot.web.help_lines import HelpWords
from bot.web.limits import Limits
from bot.web.runner import TurnRunner
from catalog.db import Database

SETTINGS = web.AppKey("settings", Settings)
ROOT = web.AppKey("root", Path)
DATABASE = web.AppKey("database", Database)
DESK = web.AppKey("desk", Desk)
BUS = web.AppKey("bus", Bus)
ENGINE = web.AppKey("engine", EngineClient)
RUNNER = web.AppKey("runner", TurnRunner)
SAFETY = web.AppKey("safety", SafetyRules)
HELP = web.AppKey("help", HelpWords)
LIMITS = web.AppKey("limits", Limits)
