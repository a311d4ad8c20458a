"""What an estimator says when it cannot give an answer."""


class EstimationError(ValueError):
    """The data or the model do not allow this estimate; the message says why and what to do."""
