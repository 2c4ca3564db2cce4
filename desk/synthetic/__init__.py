"""Invented accounts, for measuring and trying out: who they are, whom they met, what they wrote. Pure and seeded."""
