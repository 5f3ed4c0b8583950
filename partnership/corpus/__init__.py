"""A made-up corpus of any size, the same for the same seed: what the benchmarks measure on, and nothing else uses.

Records are drawn (`entries`, `sources`), what follows from them is derived by the functions that the writes use
(`stand_ins`), and the rows are put into the tables in bulk (`sheets`, `stores`): the state is what `actions.apply`
would have left, at a hundredth of its price. A test holds that.
"""
