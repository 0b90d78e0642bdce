"""The version of the engine, which every result carries."""

ENGINE_VERSION = "1"  # raised by one whenever the same bundle may give another result
