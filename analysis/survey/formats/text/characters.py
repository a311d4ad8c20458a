"""
The characters of languages: everyday ones in the order of their frequency, encodings, and what alphabets have besides.

Hanzi are the first of the usual frequency lists of prose with those of questionnaires; Korean syllables likewise. The
26 most frequent letters of most alphabets come from charset-normalizer.
"""

SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
    "加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔"
    "更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共"
    "确传师观清今切院让识候带导争运您请满较般男岁专硕士博初历龄职收元企服质价态环境速客购买每周偶乎网站微支付宝朋友"
    "推荐广城农村京江浙苏省填写卷选择单序号答源详响准礼貌靠容易功操简快捷效智器助验培训团压健康习课评庭父母孩婚姻状"
    "况未离异居份证姓邮箱备注跳拒绝楚适谓赞烈极略稍低差优良坏"
)
TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於着下自之年過發後作裏用道行所然"
    "家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把"
    "機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果"
    "加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾"
    "更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展"
    "馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共"
    "確傳師觀清今切院讓識候帶導爭運您請滿較般男歲專碩士博初歷齡職收元企服質價態環境速客購買每週偶乎網站微支付寶朋友"
    "推薦廣城農村京江浙蘇省填寫卷選擇單序號答源詳響準禮貌靠容易功操簡快捷效智器助驗培訓團壓健康習課評庭父母孩婚姻狀"
    "況未離異居份證姓郵箱備註跳拒絕楚適謂贊烈極略稍低差優良壞裡嗎妳啦喔"
)
KOREAN = (
    "이다는에의을를가은하고지기로도한서사리나시어자정인대스일해수아제여전부라그있보구상주관들으면요니과성만우동장경"
    "적조안신공분용유원습치세국내비중계문생진방소모물명거선교연개음학회단통식발없었것할히같때더던게데네야러려르린업"
    "건강평말매렇않별남녀령졸직월득귀택키오크품질설본응답십육칠팔미마바트카터타파프드레디래태메무반결당처화입난작실"
    "특체임력저불편객친절점속빠느림좋쁨싫최간표천추향재종합준변감살초퇴근팀급영획술노출배송격퍼센년형두외복잡쉽"
)
MARKS = "“”„‘’‚–—…«»°€£§·¿¡ªº№½\u00a0"
OPENING, CLOSING = "“„‘‚«¿¡€£§№ª", "”’»…°ªº½·€"  # marks that begin a word, and those that end one
FULL_WIDTH = "，。？！（）、：；“”《》【】「」『』〈〉—…·～％＋－／｜\u3000０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩℃√★●◆■→"
KANA = "".join(map(chr, [*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC]))
HALF_WIDTH_KANA = "".join(map(chr, range(0xFF61, 0xFFA0)))
RARE_HANZI = "".join(map(chr, range(0x4E00, 0xA000)))
HANGUL = "".join(map(chr, [*range(0x3131, 0x3164), *range(0xAC00, 0xD7A4)]))
PICTURES = "".join(map(chr, [*range(0x2600, 0x27C0), 0x200D, 0xFE0F, *range(0x1F300, 0x1FB00)]))
THAI = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F)]))

EAST_ASIAN = {  # encodings
    "Chinese": ("gb18030",),
    "Chinese (traditional)": ("cp950", "big5hkscs", "gb18030"),
    "Korean": ("cp949",),
    "Japanese": ("cp932", "euc_jp"),
}
CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
CENTRAL = ("cp1250", "iso8859_2", "cp852", "mac_latin2")
WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp850")
ALPHABETS = {  # encodings, and the letters that the 26 most frequent ones leave out
    "German": (WESTERN, "ßxq"),
    "French": (WESTERN, "wkâêîôûëïüùçœæÿ"),
    "Spanish": (WESTERN, "úñükwx"),
    "Portuguese": (WESTERN, "óôúâêõàükwyxj"),
    "Italian": (WESTERN, "ìùéjwxîó"),
    "Dutch": (WESTERN, "qéèïöüóê"),
    "Swedish": (WESTERN, "éqwzàü"),
    "Norwegian": (WESTERN, "éqwzxòôóüäö"),
    "Danish": (WESTERN, "qwzxéüäö"),
    "Finnish": (WESTERN, "åqxzšž"),
    "Icelandic": (WESTERN, "áðéíóúýþæö"),
    "Catalan": (WESTERN, "àçèéíïòóúü·"),
    "Polish": (CENTRAL, "ćńśźżfvqx"),
    "Czech": (CENTRAL, "ďňóťúůýžqwxgf"),
    "Slovak": (CENTRAL, "äďĺľňóôŕťúžqwxgfš"),
    "Hungarian": (CENTRAL, "íúüűőqwxc"),
    "Romanian": (CENTRAL, "șțşţâkqwxy"),
    "Croatian": (CENTRAL, "đfqwxy"),
    "Slovene": (CENTRAL, "fqwxyćđ"),
    "Turkish": (("cp1254", "iso8859_9"), "öğâîqwxjf"),
    "Lithuanian": (("cp1257", "iso8859_13"), "ęūxqwfhc"),
    "Latvian": (("cp1257", "iso8859_13"), "āčēģīķļņšūž"),
    "Estonian": (("cp1257", "iso8859_13"), "šžwxqz"),
    "Vietnamese": (("cp1258",), "ýúùóòõéèíìãáwxqfjz"),
    "Russian": (CYRILLIC, "шюэщфъё"),
    "Ukrainian": (CYRILLIC, "шщюєїґжф'’"),
    "Bulgarian": (CYRILLIC, "шюьф"),
    "Serbian": (CYRILLIC, "бчђжљњћфхшџ"),
    "Kazakh": (("cp1251",), "әйпүұһюшщцэяьъфчвх"),
    "Greek": (("cp1253", "iso8859_7"), "βζξφψϊϋΐΰϗώ"),
    "Hebrew": (("cp1255", "iso8859_8"), "ץ׳״"),
    "Arabic": (("cp1256", "iso8859_6"), "آؤئءثذزضظغجًٌٍَُِّْ،؟؛ـ٠١٢٣٤٥٦٧٨٩"),
    "Farsi": (("cp1256",), "چژضظثذصحغكيةئءأؤ،؟؛\u200c"),
    "Thai": (("cp874",), THAI),
}
OWN_LETTERS = {
    "Vietnamese": "nhticgaoulr\u0301\u0300\u0323đsmevpbyưdêôơâă\u0309\u0303k",
    "Icelandic": "arnieðtslugmkfvhoáþdjóybæöúpíéýxzwq",
    "Catalan": "eaisrnltoducmpvgbqfhjxyzkw",
    "Latvian": "aisteunrkolmpdvzjgbcfhxyqw",
}
