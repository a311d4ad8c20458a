"""From a customer-service questionnaire to a written, verifiable research report."""

__version__ = "0.1.0"
