"""OpenAI's addresses: clients that were written for its server ask the archive through them."""
