"""Articles from the web: a page, a feed or a sitemap, fetched politely and never from where they must not come from."""
