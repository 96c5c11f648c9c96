"""The index of vectors: sealed generations, the tail beside them, and search over both."""
