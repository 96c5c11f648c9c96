"""llama.cpp's own server with a small model: `python tests/llama_server.py MODEL.gguf CONTEXT`.

Prints its address and serves until its standard input is closed. docs/guides/models.md shows the same
server for real use.
"""

import sys

import xllamacpp


def serve(model_path: str, context: int) -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model_path
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = context
    parameters.n_parallel = 2
    parameters.warmup = False
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = 1  # more of them wait for each other, at length where other tests run beside
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
