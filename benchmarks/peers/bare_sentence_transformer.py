"""The peer's model alone, over the chunks that plain LangChain makes of the articles: what that can reach at most.

Arguments: the articles as JSONL, the folder of the model. Prints one JSON line.
"""

# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.

import json
import resource
import sys
import time
from pathlib import Path

from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

articles, model = sys.argv[1:3]
splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
texts = [
    chunk
    for line in Path(articles).read_text(encoding="utf-8").splitlines()
    for chunk in splitter.split_text(json.loads(line)["text"])
]
embeddings = HuggingFaceEmbeddings(model_name=model)
embeddings.embed_query("warm")
tokenizer = embeddings._client.tokenizer
begun, processor = time.perf_counter(), time.process_time()
embeddings.embed_documents(texts)
seconds, worked = time.perf_counter() - begun, time.process_time() - processor
print(
    json.dumps(
        {
            "passages": len(texts),
            "word_pieces": sum(len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]),
            "seconds": seconds,
            "processor_seconds": worked,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
