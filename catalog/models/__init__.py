"""Every table of the catalog; importing this package fills ``Base.metadata``."""

from catalog.models.change import Change
from catalog.models.code_mapping import CodeMapping
from catalog.models.columns import Status
from catalog.models.course import Course, Mode, Pace
from catalog.models.knowledge import AnswerRow, FactRow, HelpLineRow, Revision
from catalog.models.offering import Offering, PriceBasis
from catalog.models.organisation import Organisation, OrganisationKind
from catalog.models.place import PlaceKind, PlaceRow
from catalog.models.provider import Provider
from catalog.models.scheme import ActFirst, Confidence, Scheme
from catalog.models.site import Site, SiteKind
from catalog.models.source import ImportRun, RunState, Source, SourceRow

__all__ = [
    "ActFirst",
    "AnswerRow",
    "Change",
    "CodeMapping",
    "Confidence",
    "Course",
    "FactRow",
    "HelpLineRow",
    "ImportRun",
    "Mode",
    "Offering",
    "Organisation",
    "OrganisationKind",
    "Pace",
    "PlaceKind",
    "PlaceRow",
    "PriceBasis",
    "Provider",
    "Revision",
    "RunState",
    "Scheme",
    "Site",
    "SiteKind",
    "Source",
    "SourceRow",
    "Status",
]
