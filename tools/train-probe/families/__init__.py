"""Procedural task families: definitions in many wordings, each with demonstrations that are right by construction."""

from .catalogue import FAMILIES, documents, held_out

__all__ = ["FAMILIES", "documents", "held_out"]
