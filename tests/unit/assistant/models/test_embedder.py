from dataclasses import replace

from assistant.models import EmbeddingIdentity

IDENTITY = EmbeddingIdentity("openai:small", None, None, None, local=False, variant="https://one.example/v1")


def test_the_key_does_not_change_when_the_dimension_is_learned() -> None:
    assert IDENTITY.key() == replace(IDENTITY, dimension=384).key()


def test_the_key_tells_models_apart() -> None:
    others = [replace(IDENTITY, name="openai:large"), replace(IDENTITY, sha256="0"), replace(IDENTITY, variant="")]
    assert len({identity.key() for identity in [IDENTITY, *others]}) == 4
