"""Our own pages, a file each: what a request asks for is read, drawn and sent. They work without any script."""
