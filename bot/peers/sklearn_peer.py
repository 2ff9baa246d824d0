"""scikit-learn: TF-IDF of words and pairs of words, and logistic regression, as its guides show it."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.peers.examples import Labelled

MOST_STEPS = 200


def needs_of(examples: Sequence[Labelled], texts: Sequence[str]) -> list[str]:
    """The need of each of *texts*, learnt from *examples*."""
    machine = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2),
        LogisticRegression(max_iter=MOST_STEPS),
    )
    machine.fit([one.text for one in examples], [one.need for one in examples])
    return [str(need) for need in machine.predict(texts)]
