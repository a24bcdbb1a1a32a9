"""The demo: one fixed data set (CSV made by ``generate`` from ``samples``), loaded like any provider's, dates shifted.

Place in the flow: ``samples`` -> ``generate`` -> ``csv/`` -> ``data.load_demo`` -> ``backend.loading``.
"""
