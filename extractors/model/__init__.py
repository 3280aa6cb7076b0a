"""Learned weights and the plain numpy that applies them. The recipes that make the weights are training/."""

from extractors.model.linear import Features, LinearModel, Reason, Scores, logit

__all__ = ["Features", "LinearModel", "Reason", "Scores", "logit"]
