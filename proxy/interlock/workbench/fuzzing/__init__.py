"""`interlock policy fuzz`: what a policy denies, said in other words.

`rewrite` what a rewrite is, `rewrites/` all of them; `chains` puts them one after another; `range` runs texts in a
sandbox of canaries; `effects` compares what they did; `seeds` where texts come from; `campaign` the search; `state`
what a search keeps between runs.
"""
