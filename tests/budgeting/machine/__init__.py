"""A state machine that plays a whole round against a plain model of it."""
