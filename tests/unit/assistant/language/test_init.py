import assistant.language


def test_everything_public_is_there() -> None:
    assert all(hasattr(assistant.language, name) for name in assistant.language.__all__)
