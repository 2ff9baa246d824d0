"""The public read side of the catalog: courses, sites and schemes as JSON or schema.org JSON-LD."""

from bot.web.catalog_api.document import openapi
from bot.web.catalog_api.handlers import course, courses, schemes, site, sites

__all__ = ["course", "courses", "openapi", "schemes", "site", "sites"]
