"""Questions with several answers: one column per option, or one column of joined options."""

import re
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import shares_of_options
from analysis.survey import DataError, load
from analysis.survey.answers.multi import MANY_OPTIONS
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

CHANNELS = '[multi.channels]\nlabel.en = "Channels used"\nlabel.zh = "使用过的渠道"\n'


def study_with(folder, columns, extra="", labels="", missing="", **texts):
    """The sound study with a set of the given columns."""
    codebook = sound_codebook()
    for name in columns:
        row = {"variable": name, "role": "multi", "scale": "channels", "labels": labels, "missing": missing}
        codebook.loc[name] = pd.Series(row | texts).reindex(codebook.columns, fill_value="")
    responses = sound_responses().assign(
        **{name: np.resize(np.array(cells, dtype=object), 120) for name, cells in columns.items()}
    )
    return load(write_study(folder, settings=SETTINGS + CHANNELS + extra, codebook=codebook, responses=responses))


def rows_of(study, n=4):
    return study.multi["channels"].head(n).to_numpy().tolist()


def test_columns_of_1_and_0_are_options(tmp_path):
    study = study_with(tmp_path, {"chat": ["1", "0", "", "1"], "phone": ["0", "0", "", "1"]}, text_en="Which?")
    np.testing.assert_array_equal(rows_of(study), [[1, 0], [0, 0], [np.nan, np.nan], [1, 1]])
    assert [asdict(question) for question in study.meta().multi] == [
        {
            "name": "channels",
            "label": {"en": "Channels used", "zh": "使用过的渠道"},
            "options": [{"option": name, "label": {"en": "Which?", "zh": "Which?"}} for name in ("chat", "phone")],
        }
    ]
    assert "chat" not in study.items and "chat" not in study.group_counts()


@pytest.mark.parametrize(
    ("chat", "labels", "missing"),
    [
        (["Yes", "No", "", "Yes"], "", ""),
        (["TRUE", "FALSE", "", "TRUE"], "", ""),
        (["是", "否", "(跳过)", "是"], "", ""),
        (["1", "2", "", "1"], "1=yes;2=no", ""),
        (["1", "0", "-3", "1"], "", "-3"),
        (["选中", "未选中", "", "选中"], "", ""),
        (["Y", "N", "", "Y"], "", ""),
        (["A1", "A2", "", "A1"], "1=A1;0=A2", ""),
    ],
)
def test_chosen_and_not_chosen_may_be_said_in_several_ways(tmp_path, chat, labels, missing):
    study = study_with(tmp_path, {"chat": chat, "phone": chat}, labels=labels, missing=missing)
    np.testing.assert_array_equal(rows_of(study), [[1, 1], [0, 0], [np.nan, np.nan], [1, 1]])


def test_a_mark_alone_says_chosen_and_nothing_beside_it_not_chosen(tmp_path):
    study = study_with(tmp_path, {"chat": ["Online chat", "", "", "Online chat"], "phone": ["", "Phone", "", "Phone"]})
    np.testing.assert_array_equal(rows_of(study), [[1, 0], [0, 1], [np.nan, np.nan], [1, 1]])


def test_an_option_that_nobody_chose_is_not_taken_for_one_that_all_chose(tmp_path):
    study = study_with(tmp_path, {"chat": ["Yes", "No", "", "Yes"], "fax": ["No", "No", "", "No"]})
    np.testing.assert_array_equal(rows_of(study), [[1, 0], [0, 0], [np.nan, np.nan], [1, 0]])


def test_joined_options_are_parted(tmp_path):
    study = study_with(tmp_path, {"used": ["电话┋在线客服", "电话", "", "其他〖邻居〗┋电话"]})
    chosen = study.multi["channels"]
    assert list(chosen) == ["电话", "其他", "在线客服"], "the commonest first, what was typed beside an option left out"
    np.testing.assert_array_equal(rows_of(study), [[1, 0, 1], [1, 0, 0], [np.nan] * 3, [1, 1, 0]])


@pytest.mark.parametrize("sign", ["┋", "|", ";", "；", ", ", "，", "\n"])
def test_signs_between_joined_options_are_recognised(tmp_path, sign):
    study = study_with(tmp_path, {"used": [f"Chat{sign}Phone", "Phone"]})
    assert list(study.multi["channels"]) == ["Phone", "Chat"]


def test_joined_codes_are_named_by_their_labels_in_their_order(tmp_path):
    study = study_with(tmp_path, {"used": ["2;1", "2", "2;3"]}, labels="1=Chat;2=Phone;3=Mail;4=Fax")
    assert list(study.multi["channels"]) == ["Chat", "Phone", "Mail"]
    assert rows_of(study, 3) == [[1, 1, 0], [0, 1, 0], [0, 1, 1]]


def test_a_declared_sign_comes_before_the_usual_ones(tmp_path):
    study = study_with(tmp_path, {"used": ["Chat, online / Phone", "Phone"]}, extra='separator = "/"\n')
    assert list(study.multi["channels"]) == ["Phone", "Chat, online"]


def test_what_says_neither_is_refused(tmp_path):
    with pytest.raises(DataError, match=re.escape("2 answers to 'chat' say neither")) as refusal:
        study_with(tmp_path, {"chat": ["1", "0", *["1"] * 38, "7"], "phone": ["1", "0"]})
    assert "first in row 42: 7. Give them labels" in str(refusal.value)


@pytest.mark.parametrize(
    ("settings", "codebook", "message"),
    [
        (SETTINGS + CHANNELS, sound_codebook(), "no row belongs to the set 'channels' of study.toml."),
        (
            SETTINGS + CHANNELS + "separator = 5\n",
            sound_codebook(),
            "[multi.channels] separator is 5; it must be a text",
        ),
    ],
)
def test_a_set_that_cannot_be_meant_is_refused(tmp_path, settings, codebook, message):
    with pytest.raises(DataError, match=re.escape(message)):
        load(write_study(tmp_path, settings=settings, codebook=codebook))


def test_a_set_that_is_not_declared_is_refused(tmp_path):
    codebook = sound_codebook()
    codebook.loc["platform", ["role", "scale"]] = ["multi", "chanels"]
    with pytest.raises(DataError, match=re.escape("no table [multi.chanels]. Did you mean 'channels'?")):
        load(write_study(tmp_path, settings=SETTINGS + CHANNELS, codebook=codebook))


def test_free_texts_taken_for_options_are_named(tmp_path):
    def codes(n):
        texts = [f"text {i}" for i in range(n)]
        return [found.code for found in study_with(tmp_path / str(n), {"used": texts}).warnings]

    assert "multi.many_options" in codes(MANY_OPTIONS + 1) and "multi.many_options" not in codes(MANY_OPTIONS)


def test_shares_are_of_those_asked(tmp_path):
    study = study_with(tmp_path, {"chat": ["1", "0", "", "1"], "phone": ["0", "0", "", "1"]})
    chat, phone = shares_of_options(study.multi).sets["channels"]
    assert (chat.option, chat.n, chat.n_obs, chat.share) == ("chat", 60, 90, 60 / 90)
    assert (phone.n, phone.n_obs) == (30, 90)
    # Wilson (1927) by hand: p = 2/3, n = 90, z = 1.959964
    assert (round(chat.conf_low, 4), round(chat.conf_high, 4)) == (0.5642, 0.7555)


def test_an_option_that_nobody_was_asked_about_has_no_share():
    (share,) = shares_of_options({"q": pd.DataFrame({"a": [np.nan, np.nan]})}).sets["q"]
    assert (share.n_obs, share.share, share.conf_low) == (0, None, None)
    assert shares_of_options({}).tidy().empty
