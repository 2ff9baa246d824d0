"""Groups of needs that several actions have to tell apart; the words for them live in data files."""

from __future__ import annotations

# Answered first and in one sentence when a question about facts comes with them.
WORRIES = (
    "fear_too_old",
    "fear_failed_before",
    "fear_not_smart_enough",
    "no_time_job",
    "money_worry",
)
FACTUAL = (
    "find_course",
    "nearest_site",
    "what_is_site",
    "site_services",
    "how_distance_works",
    "cost_total",
    "funding_options",
    "no_diploma",
    "entry_requirements",
    "discover_digital",
)
SAFETY = ("self_harm_risk", "distress")
# After a safety answer only these lead on; anything else gets a calm line instead of course talk.
LEAD_ON_AFTER_SAFETY = (
    *FACTUAL,
    *SAFETY,
    "talk_to_human",
    "call_me_back",
    "privacy",
    "delete_my_data",
    "change_language",
    "start_over",
    "are_you_a_bot",
)
PERSON = "talk_to_human"
