"""Needs whose whole answer stands in the data files: a table, so that a new one is one line."""

from __future__ import annotations

from actions.from_files import FileAnswer
from actions.needs import WORRIES

# Nothing can be said before the country is known: the base text asks for it.
BY_COUNTRY = (
    "jobseeker_benefits",
    "employer_leave",
    "prior_learning_validation",
    "foreign_diploma",
    "open_a_site",
)
# The answer to these depends on the country only where the files say so.
ANYWHERE = (
    *(need for need in WORRIES if need not in BY_COUNTRY),
    "job_prospects",
    "is_it_recognised",
    "taster_small_step",
    "resume_unfinished_studies",
    "tutor_role",
    "appointment",
    "complaint",
    "are_you_a_bot",
    "privacy",
)


def _answer_to(need: str, needs_country: bool) -> type[FileAnswer]:
    name = "".join(word.capitalize() for word in need.split("_"))
    members = {
        "need": need,
        "needs_country": needs_country,
        "__doc__": f"Answers {need} from the data files.",
        "__module__": __name__,
    }
    return type(name, (FileAnswer,), members)


# Kept here, so that the classes stay alive for the executor that looks for them.
CLASSES = (
    *(_answer_to(need, needs_country=False) for need in ANYWHERE),
    *(_answer_to(need, needs_country=True) for need in BY_COUNTRY),
)
