"""What the local embedding model makes of one sentence: tells a model that runs from one that runs wrong.

Compared by cosine, never by hash: runtimes, precisions and processors differ (0.9997 apart with AVX-512/VNNI).
"""

import base64

import numpy as np
from numpy.typing import NDArray

__all__ = ["EXPECTED_SIMILARITY", "PROBE_TEXT", "similarity_to_expected"]

PROBE_TEXT = "The copy desk checks every name, number and quote before print."

EXPECTED_SIMILARITY = 0.99

EXPECTED = (
    "uxHY2vQrGfkZ6DdWHMSJuQH9J9sC4gb9EAmq+ALS+QpnMRr3L/8p2Oi15y/+IK0sCjbwvfkDACBVOhETyy2fMTpbuvnh8O4g"
    "ITfq4trW4g6dGidLAv3+BwfqL74K7cAq+ipi9vkBW+kAxy2dD/X4FwDVFO3jD+zx9hfq5scOQQAKKAciDvD8Gu0S/hATLswi"
    "+FHIEz6wUgs0JPYCPRHj0/7ZIjTz5T4ZzAMX9eIOAShFL+Xx0SEG1CvG/+ZWQA8xEQoB3FP788rz5v0pz+7l8cEI1d4c+xDd"
    "1gks5doQ7wAKuBACkf0A/v4t9fv2Ag4G/Czi5xbO8383+OmnSjHfENFQ4N8OcCMfISfi/Nmjyhjy9QXC8M3MUego9Aj40/b4"
    "1PU3Fuv8Ed77y9UMCPm7EwgMA2PeB/HI1v0CDAUexwC7zyby870j4OPtTcHnxzMURPHbE/DyKgrt3QFrHfxDJQQFMQ0bExgs"
    "5d7BFhXmKuUUwyfdQlrU/ygNXio3Ck/Z"
)
"""The vector of `PROBE_TEXT`, 384 components scaled to signed bytes."""


def similarity_to_expected(vector: NDArray[np.float32]) -> float:
    """Cosine with the pinned vector; 0 for a vector of another dimension or without length."""
    expected = np.frombuffer(base64.b64decode(EXPECTED), dtype=np.int8).astype(np.float32)
    scale = float(np.linalg.norm(expected) * np.linalg.norm(vector))
    return float(expected @ vector) / scale if vector.shape == expected.shape and scale > 0 else 0.0
