"""The few words that the pages themselves add to the blocks."""

WORDS = {
    "en": {
        "contents": "Contents",
        "skip": "Skip to the report",
        "simulated": "Simulated data",
        "note": "Note. ",
        "caution": "Caution",
        "info": "Note",
        "section": "Section",
        "caption_gap": " ",
    },
    "zh": {
        "contents": "目录",
        "skip": "跳到正文",
        "simulated": "模拟数据",
        "note": "注：",
        "caution": "注意",
        "info": "说明",
        "section": "部分",
        "caption_gap": "　",
    },
}
LANG_TAGS = {"en": "en", "zh": "zh-Hans"}
