"""A Ray that somebody else runs, on loopback, until standard input ends: prints its address and its token."""

import os
import sys

from ingest.bulk.session import ray_session


def main() -> None:
    with ray_session(4, 128) as ray:
        print(ray.get_runtime_context().gcs_address, os.environ["RAY_AUTH_TOKEN"], flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
