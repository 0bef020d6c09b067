"""Shell texts: `reader` (text → tree), `expansion` (words → values), `effects` (tree → facts)."""
