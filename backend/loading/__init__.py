"""Loading a provider's data from CSV files: ``hisnik load DIR``, the demo and the tests all come this way.

Place in the flow: ``csv_files`` (bytes -> typed rows) -> ``checks`` (whole, with what the database has) -> ``write`` (one
transaction). Every wrong row is named; while one is wrong, nothing is loaded.
"""
