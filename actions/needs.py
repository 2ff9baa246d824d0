"""Groups of needs that several actions have to tell apart; the words for them live in data files."""

from __future__ import annotations

# Answered first and in one sentence when a question about facts comes with them.
WORRIES = (
    "fear_too_old",
    "fear_failed_before",
    "fear_bad_at_maths",
    "fear_not_smart_enough",
    "fear_tech",
    "woman_in_tech",
    "rusty_study_skills",
    "fear_alone_at_distance",
    "entourage_doubts",
    "unsure_what_i_want",
    "is_it_worth_it",
    "no_time_job",
    "children_family",
    "money_worry",
    "rural_transport",
    "no_internet_device",
    "disability_dys",
    "health_burnout",
    "migrant_language",
    "prison_or_release",
    "jobseeker_benefits",
    "employer_leave",
    "loan_debt",
)
FACTUAL = (
    "find_course",
    "compare_courses",
    "start_and_deadline",
    "how_distance_works",
    "exams_where",
    "job_prospects",
    "is_it_recognised",
    "discover_digital",
    "taster_small_step",
    "entry_requirements",
    "no_diploma",
    "prior_learning_validation",
    "foreign_diploma",
    "resume_unfinished_studies",
    "cost_total",
    "funding_options",
    "funding_scheme",
    "what_is_site",
    "site_events",
    "open_a_site",
    "nearest_site",
    "site_services",
    "site_hours_visit",
    "site_who_can_join",
    "tutor_role",
    "equipment_loan",
    "next_steps",
)
# Questions whose answer leads away from another one, or that ask something back.
_ALONE = (
    "compare_courses",
    "discover_digital",
    "how_distance_works",
    "taster_small_step",
    "site_events",
    "open_a_site",
    "next_steps",
)
# Those whose answer fits beside another one.
ANSWERED_BESIDE = tuple(need for need in FACTUAL if need not in _ALONE)
SAFETY = ("self_harm_risk", "distress")
# Below this share only the recogniser fired, and rather often for "the evening would suit me".
SURE_OF_DANGER = 0.65
# After a safety answer only these lead on; anything else gets a calm line instead of course talk.
LEAD_ON_AFTER_SAFETY = (
    *FACTUAL,
    *SAFETY,
    # A clear question about one's own situation is the learner's own way back.
    "disability_dys",
    "health_burnout",
    "migrant_language",
    "prison_or_release",
    "jobseeker_benefits",
    "employer_leave",
    "loan_debt",
    "goodbye",
    "talk_to_human",
    "call_me_back",
    "appointment",
    "complaint",
    "privacy",
    "delete_my_data",
    "change_language",
    "start_over",
    "are_you_a_bot",
    "resumed",
    "profile",
    "noted",
)
PERSON = "talk_to_human"
PROFILE = "profile"
SHOWN_AGAIN = "shown_again"
DETAIL = "detail"
# What an insult is taken for; it gets a calm line instead.
MET_CALMLY = ("are_you_a_bot", "complaint", "fallback")
SKIPPED = "skipped"
RESUMED = "resumed"
NOTED = "noted"
# Ways in which the assistant answers; no need of a learner is called so.
OWN = (PROFILE, SHOWN_AGAIN, DETAIL, SKIPPED, RESUMED, NOTED)
# A question of its own, though it names what was asked for ("can I study in Lyon while on the dole?").
ASKED_AGAIN_ELSEWHERE = ("find_course", "compare_courses", "discover_digital", "foreign_diploma")
