"""The published formats: one small module each, all with the same parts in the same order, listed here."""
