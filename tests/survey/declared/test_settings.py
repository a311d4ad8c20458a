"""study.toml: what it may say, and how it is corrected."""

import re

import pytest

from analysis.survey.declared.settings import DEFAULT_SEED, read_settings
from analysis.survey.declared.settings import settings_of as read_as_far_as_it_goes
from analysis.survey.errors import DataError
from tests.studies import SETTINGS


def settings_of(folder, text):
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return read_settings(folder / "study.toml")


def test_settings_are_what_the_file_says(tmp_path):
    settings = settings_of(tmp_path, SETTINGS + "[screening]\nexclude = false\nmin_flags = 3\n")
    assert settings.title == {"en": "A small study", "zh": "小型调研"}
    assert (settings.conf_level, settings.seed, settings.simulated) == (0.95, 1, False)
    assert (settings.efa_method, settings.efa_rotation) == ("minres", "oblimin")
    assert list(settings.scales) == ["speed", "skill", "care", "reach", "satisfaction", "trust"]
    assert settings.screening.declared and not settings.screening.exclude and settings.screening.min_flags == 3


def test_simulated_cutoffs_are_made_only_on_request(tmp_path):
    assert not settings_of(tmp_path, SETTINGS).dynamic_cutoffs
    assert settings_of(tmp_path, SETTINGS.replace("seed = 1", "seed = 1\ndynamic_cutoffs = true")).dynamic_cutoffs


def test_what_changes_numbers_has_a_default_that_is_always_the_same(tmp_path):
    bare = SETTINGS.replace("[analysis]\nconf_level = 0.95\nseed = 1\n", "")
    settings = settings_of(tmp_path, bare)
    assert (settings.conf_level, settings.seed) == (0.95, DEFAULT_SEED)
    assert settings_of(tmp_path, SETTINGS).seed == 1


def test_a_wording_without_a_language_serves_both(tmp_path):
    text = re.sub(r"title\.en = .*\ntitle\.zh = .*", 'title = "Ein Titel"', SETTINGS)
    settings = settings_of(tmp_path, text.replace('label.en = "Skill"', 'label = "Können"'))
    assert settings.title == {"en": "Ein Titel", "zh": "Ein Titel"}
    assert settings.scales["skill"] == {"en": "Können", "zh": "Können"}


def test_a_report_may_be_of_some_parts_and_formats(tmp_path):
    whole = settings_of(tmp_path, SETTINGS)
    assert (whole.parts, whole.formats) == (("paper", "supplement"), ("html", "pdf", "docx"))
    some = settings_of(tmp_path, SETTINGS + '[report]\nparts = ["supplement"]\nformats = ["docx", "html"]\n')
    assert (some.parts, some.formats) == (("supplement",), ("html", "docx"))


@pytest.mark.parametrize(
    ("list_", "languages"), [('["zh"]', ("zh",)), ('["en"]', ("en",)), ('["zh", "en"]', ("en", "zh"))]
)
def test_a_report_may_be_written_in_one_language(tmp_path, list_, languages):
    assert settings_of(tmp_path, SETTINGS).languages == ("en", "zh")
    assert settings_of(tmp_path, SETTINGS + f"[report]\nlanguages = {list_}\n").languages == languages


def test_strategies_that_fit_a_scale_or_a_pain_point(tmp_path):
    assert settings_of(tmp_path, SETTINGS).strategies == {"scales": {}, "pain_points": {}}
    asked = SETTINGS.replace("[scales.speed]\n", '[scales.speed]\nstrategy = "fast"\n')
    asked = asked.replace("[pain_points.maze]\n", '[pain_points.maze]\nstrategy = ["signs", "fast"]\n')
    named = {"scales": {"speed": ("fast",)}, "pain_points": {"maze": ("signs", "fast")}}
    assert settings_of(tmp_path, asked).strategies == named


def test_what_groups_agreement_and_priorities_rest_on(tmp_path):
    settings = settings_of(tmp_path, SETTINGS)
    assert (settings.min_group, settings.agreement, settings.margin) == (10, 2, 2)
    assert (settings.moderators, settings.mediation) == ((), False)
    asked = 'seed = 1\nmin_group = 2\nagreement = 1\nmargin = 0\nmoderators = ["platform"]\nmediation = true'
    assert settings_of(tmp_path, SETTINGS.replace("seed = 1", asked)).min_group == 5  # never below what is counted
    asked = SETTINGS.replace("seed = 1", asked).replace("[analysis]", "[report]\nmin_cell = 2\n[analysis]")
    settings = settings_of(tmp_path, asked)
    assert (settings.min_group, settings.agreement, settings.margin) == (2, 1, 0)
    assert (settings.moderators, settings.mediation) == (("platform",), True)


def test_hypotheses_and_what_is_said_of_their_registration(tmp_path):
    assert settings_of(tmp_path, SETTINGS).hypotheses == () and settings_of(tmp_path, SETTINGS).registered is None
    table = '[hypotheses]\nH2 = "speed -> trust (+)"\nH1 = "maze -> trust"\nregistered = "Before the data."\n'
    settings = settings_of(tmp_path, SETTINGS + table)
    assert [hypothesis.name for hypothesis in settings.hypotheses] == ["H2", "H1"]
    assert settings.registered == {"en": "Before the data.", "zh": "Before the data."}


def test_less_of_a_scale_may_be_better(tmp_path):
    settings = settings_of(tmp_path, SETTINGS.replace('label.en = "Care"', 'label.en = "Waiting"\nbetter = "low"'))
    assert settings.better == {"care": "low"}


def test_a_quoted_name_may_be_chinese(tmp_path):
    settings = settings_of(tmp_path, SETTINGS + '[scales."触达"]\nlabel = "触达"\n')
    assert settings.scales["触达"] == {"en": "触达", "zh": "触达"}


def test_settings_with_faults_are_read_as_far_as_they_go(tmp_path):
    text = SETTINGS.replace("0.95", "95").replace("seed = 1", "seed = 4").replace('label.en = "Skill"', "label = 3")
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    read, problems = read_as_far_as_it_goes(tmp_path / "study.toml")
    assert (read.conf_level, read.seed, read.scales["skill"]["en"]) == (0.95, 4, "skill")
    assert [found.code for found in problems] == ["settings.wrong_value", "settings.wrong_value"]


def test_a_missing_language_is_borrowed_from_the_other(tmp_path):
    settings = settings_of(tmp_path, SETTINGS.replace('title.en = "A small study"', ""))
    assert settings.title == {"en": "小型调研", "zh": "小型调研"}
    assert settings.scales["skill"] == {"en": "Skill", "zh": "Skill"}


def test_a_byte_order_mark_does_not_matter(tmp_path):
    (tmp_path / "study.toml").write_bytes(b"\xef\xbb\xbf" + SETTINGS.encode())
    assert read_settings(tmp_path / "study.toml").seed == 1


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("seed = 1", "sede = 1", "[analysis] has no setting 'sede'. Did you mean 'seed'?"),
        ('responses = "responses.csv"', "", "[study] lacks 'responses': give the name of a file in the study folder"),
        ("seed = 1", "seed = 1.5", "[analysis] seed is 1.5; it must be a whole number, 0 or more."),
        ("seed = 1", "seed = true", "[analysis] seed is true; it must be a whole number, 0 or more."),
        ("0.95", "95", "[analysis] conf_level is 95; it must be a number between 0 and 1, such as 0.95."),
        ("0.95", '"0.95"', '[analysis] conf_level is "0.95"; it must be a number between 0 and 1, such as 0.95.'),
        ("seed = 1", 'seed = 1\nefa_method = "uls"', '[analysis] efa_method is "uls"; it must be one of "minres"'),
        ("seed = 1", 'seed = 1\ndynamic_cutoffs = "yes"', 'dynamic_cutoffs is "yes"; it must be true or false'),
        ("[analysis]", "[analyses]", "there is no table [analyses]. Did you mean 'analysis'?"),
        ("title.en", "title.fr", "[study] title has no language 'fr'. Known here: en, zh."),
        ('label.en = "Skill"', "", "[scales.skill] lacks a label: give a text in quotes, or one for each"),
        ('label.en = "Skill"', 'lable.en = "Skill"', "[scales.skill] has no setting 'lable'. Did you mean 'label'?"),
        ('label.en = "Skill"', "label.en = 5", "[scales.skill] label.en must be a text in quotes."),
        ('"responses.csv"', '"../responses.csv"', "it must be the name of a file in the study folder, in quotes."),
        ("[pain_points.maze]", "[screening]\nmin_flags = 1\n[pain_points.maze]", "one flag alone excludes nobody"),
        ("[pain_points.maze]", '[screening]\nexclude = "no"\n[pain_points.maze]', "it must be true or false, without"),
        ("seed = 1", "seed = 1 2", "this is not TOML"),
        ("seed = 1", "seed = " + "9" * 5000, "this is not TOML"),
        ("seed = 1", "seed = " + "[" * 3000, "this is not TOML"),
        ("[scales.reach]", "[scales.触达]", "line 20: a name with other signs than A-Z, a-z, 0-9, _ and - stands in"),
        ("[scales.reach]", "[scales.触达] # new", '[scales."触达"]'),
        ("[scales.reach]", "[scales.reach and more]", 'Write [scales."reach and more"].'),
        (
            'label.en = "Reach"',
            'label = "Reach"\nbetter = "lower"',
            '[scales.reach] better is "lower"; it must be one of "high",',
        ),
        (
            "[analysis]",
            '[report]\nlanguages = ["fr"]\n[analysis]',
            "languages has no 'fr' to choose. Known here: en, zh.",
        ),
        ("[analysis]", '[report]\nlanguages = "zh"\n[analysis]', 'languages is "zh"; it must be a list in brackets'),
        ("[analysis]", '[report]\nlanguages = ["zh", "zh"]\n[analysis]', "it must be a list in brackets, each once"),
        ("[analysis]", "[report]\nlanguages = []\n[analysis]", "it must be a list in brackets, each once"),
        (
            "[analysis]",
            '[report]\nparts = ["papers"]\n[analysis]',
            "parts has no 'papers' to choose. Did you mean 'paper'",
        ),
        (
            "[analysis]",
            '[report]\nformats = ["word"]\n[analysis]',
            "formats has no 'word' to choose. Known here:",
        ),
        ("[analysis]", "[collected]\ninvited = 0\n[analysis]", "invited is 0; it must be a whole number above 0"),
        ("[analysis]", "[collected]\nform = 2026-01-01\n[analysis]", "no setting 'form'. Did you mean 'from'?"),
        (
            "[analysis]",
            "[collected]\nfrom = 2026-02-01\nto = 2026-01-31\n[analysis]",
            "from is 2026-02-01 and to is 2026-01-31; the first day must not come after the last",
        ),
        ("[analysis]", '[instrument]\nraech = "A"\n[analysis]', "no setting 'raech'. Did you mean 'reach'?"),
        ("seed = 1", "seed = 1\nmin_group = 1", "[analysis] min_group is 1; it must be a whole number, at least 2."),
        ("seed = 1", "seed = 1\nagreement = 0", "[analysis] agreement is 0; it must be a whole number, at least 1"),
        ("seed = 1", "seed = 1\nmargin = 100", "[analysis] margin is 100; it must be a number from 0 to below 100"),
        ("seed = 1", "seed = 1\nmargin = -1", "[analysis] margin is -1; it must be a number from 0 to below 100"),
        ("seed = 1", 'seed = 1\nmoderators = "age"', '[analysis] moderators is "age"; it must be a list of names'),
        ("seed = 1", 'seed = 1\nmoderators = ["a", "a"]', "it must be a list of names in brackets"),
        ("seed = 1", 'seed = 1\nmediation = "yes"', 'mediation is "yes"; it must be true or false'),
        ("[analysis]", "[hypotheses]\nH1 = 3\n[analysis]", "[hypotheses] H1 is 3; it must be a hypothesis in quotes"),
        ("[analysis]", "[hypotheses]\nregistered = 3\n[analysis]", "[hypotheses] registered is 3; it must be a text"),
        ("[analysis]", '[hypotheses]\nH1 = "speed"\n[analysis]', 'H1 = "speed" is no hypothesis that can be read.'),
        ("[analysis]", '[report]\nstrategies = "retail"\n[analysis]', "[report] has no setting 'strategies'."),
    ],
)
def test_a_wrong_setting_is_named_with_its_correction(tmp_path, right, wrong, message):
    assert right in SETTINGS
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        settings_of(tmp_path, SETTINGS.replace(right, wrong, 1))
    assert all(problem.text().startswith("study.toml: ") for problem in refusal.value.problems)


def test_all_wrong_settings_are_named_at_once(tmp_path):
    with pytest.raises(DataError) as refusal:
        settings_of(tmp_path, SETTINGS.replace("seed = 1", "seed = -1\nefa_rotation = 1").replace("0.95", "2"))
    assert len(refusal.value.problems) == 3


def test_a_study_without_scales_is_refused(tmp_path):
    with pytest.raises(DataError, match="no scale is declared"):
        settings_of(tmp_path, SETTINGS[: SETTINGS.index("[scales.speed]")])


def test_a_scale_that_is_no_table_is_refused(tmp_path):
    with pytest.raises(DataError, match=re.escape("[scales] speed must be a table: write [scales.speed] on a line")):
        settings_of(tmp_path, SETTINGS[: SETTINGS.index("[scales.speed]")] + '[scales]\nspeed = "Speed"\n')


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"the folder has no study\.toml"):
        read_settings(tmp_path / "study.toml")


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "study.toml").write_bytes(SETTINGS.encode("gb18030"))
    with pytest.raises(DataError, match="is not UTF-8"):
        read_settings(tmp_path / "study.toml")
