"""The enforcement point: carries decisions out, and lets nothing start without a permit."""
