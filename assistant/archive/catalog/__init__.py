"""The catalog: articles, versions, passages, vectors and keywords as rows of one database."""
