"""Services outside the site, as small real servers that keep to the published contracts."""
