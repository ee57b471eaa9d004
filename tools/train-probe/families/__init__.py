"""Procedural task families: definitions in many wordings, each with demonstrations that are right by construction."""
from .catalogue import FAMILIES, GROUPS, documents, held_out

__all__ = ["FAMILIES", "GROUPS", "documents", "held_out"]
