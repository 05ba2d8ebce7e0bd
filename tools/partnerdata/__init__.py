"""Country tables in, policy files out: the parts behind `tools/partners.py` and `tools/indices.py`."""
