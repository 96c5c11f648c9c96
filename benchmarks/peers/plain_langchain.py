"""What a tutorial builds: LangChain's splitter (1000 / 200 characters), HuggingFaceEmbeddings, Chroma.

Run by `benchmarks/ingest.py` with the Python of an environment of its own; prints one JSON line. Arguments: the
articles as JSONL, a folder for Chroma, the folder of the model.
"""

# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.

import json
import resource
import sys
import time
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

BATCH = 64

articles, folder, model = sys.argv[1:4]
embeddings = HuggingFaceEmbeddings(model_name=model)
embeddings.embed_query("warm")
begun, processor = time.perf_counter(), time.process_time()
store = Chroma("articles", embeddings, persist_directory=folder, collection_metadata={"hnsw:space": "cosine"})
splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
article_count = passage_count = 0
with Path(articles).open(encoding="utf-8") as lines:
    batch = []
    for line in lines:
        row = json.loads(line)
        article_count += 1
        metadata = {"title": row["title"], "source": row["source"], "date": row["published_at"]}
        batch += splitter.split_documents([Document(row["text"], metadata=metadata)])
        if len(batch) >= BATCH:
            passage_count += len(batch)
            store.add_documents(batch)
            batch = []
    if batch:
        passage_count += len(batch)
        store.add_documents(batch)
print(
    json.dumps(
        {
            "articles": article_count,
            "passages": passage_count,
            "seconds": time.perf_counter() - begun,
            "processor_seconds": time.process_time() - processor,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
