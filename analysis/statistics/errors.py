"""What an estimator says when the data cannot bear the estimate."""


class EstimationError(ValueError):
    """
    An estimate that these data cannot give.

    The message names the variables, says what was found and what would have to change, so that it can be printed
    in the place of the result.
    """
