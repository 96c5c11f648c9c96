"""What people touch: the page, the command line, the HTTP server. Thin callers of `assistant`."""
