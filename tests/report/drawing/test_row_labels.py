"""Names beside rows are measured alike in every process, however many measure at once."""

from analysis.report.drawing import row_labels
from analysis.workflow.running.processes import side_by_side

TEXTS = [chr(0x4E00 + k) * 2 for k in range(400)] + [chr(65 + k) * 3 for k in range(26)]


def measure(path):
    path.write_text(",".join(str(row_labels.line_width(text)) for _ in range(8) for text in TEXTS))


def test_children_of_a_process_that_has_measured_before_do_not_disturb_each_other(tmp_path):
    places = [tmp_path / name for name in ("parent", "first", "second", "third")]
    measure(places[0])
    outcomes = side_by_side([(measure, (place,)) for place in places[1:]], workers=3)
    assert [outcome.code for outcome in outcomes] == [0, 0, 0]
    assert len({place.read_text() for place in places}) == 1
