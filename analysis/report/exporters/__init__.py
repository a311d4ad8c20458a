"""Three pages from one executed report notebook: HTML, PDF and Word."""

from analysis.report.exporters.html import HTMLExporter
from analysis.report.exporters.pdf import PDFExporter
from analysis.report.exporters.word import WordExporter

__all__ = ["HTMLExporter", "PDFExporter", "WordExporter"]
