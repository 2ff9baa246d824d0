"""Pages of courses and sites for people without the chat and for search engines; no script needed."""

from bot.web.catalog_pages.handlers import course, courses, site, sites
from bot.web.catalog_pages.sitemap import robots, sitemap, sitemap_part

__all__ = ["course", "courses", "robots", "site", "sitemap", "sitemap_part", "sites"]
