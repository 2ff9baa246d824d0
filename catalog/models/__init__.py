"""Every table of the catalog; importing this package fills ``Base.metadata``."""

from catalog.models.change import Change
from catalog.models.columns import Status
from catalog.models.course import Course, Mode, Pace
from catalog.models.offering import Offering, PriceBasis
from catalog.models.organisation import Organisation, OrganisationKind
from catalog.models.place import PlaceKind, PlaceRow
from catalog.models.provider import Provider
from catalog.models.scheme import ActFirst, Confidence, Scheme
from catalog.models.site import Site, SiteKind

__all__ = [
    "ActFirst",
    "Change",
    "Confidence",
    "Course",
    "Mode",
    "Offering",
    "Organisation",
    "OrganisationKind",
    "Pace",
    "PlaceKind",
    "PlaceRow",
    "PriceBasis",
    "Provider",
    "Scheme",
    "Site",
    "SiteKind",
    "Status",
]
