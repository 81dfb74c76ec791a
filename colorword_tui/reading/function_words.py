"""Words that say how others belong together and have no colour to speak of: articles, pronouns, prepositions and such.

Own lists, and short ones: the published ones are made for search engines and hide what has a colour. stopwords-iso 0.7
and stop-words 2025.11 call fire, good, old, home and world stop words, and between them the Russian for white, night
and water, the French for gold, the Portuguese for night and the Chinese for moon.
"""

from __future__ import annotations

_WORDS = {
    "en": """
        a about above after again against all also am an and any are as at be because been before being below
        between both but by can cannot could did do does doing down during each either else few for from further
        had has have having he her here hers herself him himself his how i if in into is it its itself just may
        me might mine more most much must my myself neither no nor not of off on once only onto or other our
        ours ourselves out over own per quite rather same shall she should since so some such than that the
        their theirs them themselves then there these they this those though through thus to too under until
        unto up upon us very was we were what whatever when where whether which while who whom whose why will
        with within without would yet you your yours yourself yourselves i'm i've i'll i'd it's he's she's
        that's there's what's don't didn't doesn't isn't wasn't aren't weren't won't wouldn't can't couldn't
        shouldn't hadn't hasn't haven't you're you've you'll they're they've we're we've we'll let's
    """,
    "de": """
        ab aber als am an auch auf aus bei beim bin bis bist da dabei dadurch dafür dagegen daher damit dann
        daran darauf daraus darin darum das dass daß davon dazu dein deine deinem deinen deiner dem den denn
        denen der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
        eine einem einen einer eines er es etwas euch euer eure für gegen habe haben hast hat hatte hatten hier
        hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder
        jedes jene jener kann kein keine keinem keinen keiner können könnte man mein meine meinem meinen meiner
        mich mir mit muss muß müssen nach nachdem neben nicht nichts noch nun nur ob obwohl oder ohne schon sehr
        sein seine seinem seinen seiner seit sich sie sind so sogar solche soll sollen sollte sondern sonst über
        um und uns unser unsere unter vom von vor wann war waren warst warum was weil welche welcher welches wem
        wen wenn wer werde werden weshalb wie wieder will wir wird wo wohl wollen worden wurde wurden würde
        würden zu zum zur zwar zwischen
    """,
    "fr": """
        à afin ai ainsi alors après as au aucun aucune aussi autre autres aux avaient avais avait avant avec
        avez avoir avons c' ça car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci
        comme comment d' dans de déjà depuis des dès donc dont du elle elles en encore entre es est et étaient
        étais était été être eu eux fut furent il ils j' je jusque jusqu' l' la là le les leur leurs lors
        lorsque lui m' ma mais me même mêmes mes mien mienne moi moins mon n' ne ni non nos notre nous on ont ou
        où par parce pas pendant peu peut plus pour pourquoi pourtant puis puisque qu' quand que quel quelle
        quelles quels qui quoi s' sa sans se sera serait ses si sien sienne soi soit sommes son sont sous suis
        sur t' ta tandis te tes toi ton tous tout toute toutes très trop tu un une vers voici voilà vos votre
        vous y
    """,
    "es": """
        a ante aquel aquella aquellas aquello aquellos aquí al algo alguna algunas alguno algunos antes así aun
        aún aunque bajo cada casi como cómo con contra cual cuál cuales cualquier cuando cuándo cuyo de del
        desde donde dónde dos durante e el él ella ellas ello ellos en entonces entre era eran eras es esa esas
        ese eso esos esta está están estaba estaban estar estas este esto estos fue fueron ha había habían han
        has hasta hay he la las le les lo los luego mas más me mi mí mientras mis mucho muy nada ni no nos
        nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pues que
        qué quien quién quienes se sea según ser si sí sido siempre sin sino sobre son su sus suya suyo tal
        también tampoco tan tanto te ti tiene todo todos toda todas tu tú tus un una unas uno unos usted ustedes
        va y ya yo
    """,
    "pt": """
        a à ainda algo algum alguma alguns ao aos aquela aquele aquilo as às até cada com como contra da das de
        dela dele deles depois desde do dos e é ela elas ele eles em enquanto entre era eram essa essas esse
        esses esta está estão estas estava estavam este estes eu foi for foram há havia isso isto já lhe lhes
        logo mais mas me mesmo meu meus mim minha minhas muito na não nas nem no nos nós nossa nosso num numa o
        onde os ou outra outras outro outros para pela pelas pelo pelos pois por porque porém pouco qual quais
        quando quanto quase que quem são se sem sempre ser seu seus si sido sim só sob sobre sua suas também tão
        te tem têm tendo tenho ter teu tinha toda todas todo todos tu tua tudo um uma umas uns vos você vocês
    """,
    "it": """
        a ad agli ai al alla alle allo allora altra altre altri altro anche ancora appena avere aveva avevano c'
        che chi ci ciò ciascuno col come con contro cosa così cui d' da dagli dai dal dall' dalla dalle dallo
        degli dei del dell' della delle dello dentro di dopo dove dunque e è ed egli ella era erano essa esse
        essere essi esso fino fra già gli ha hai hanno ho i il in infatti invece io l' la là le lei li lì lo
        loro lui ma me mentre mi mia mie miei mio molto ne né negli nei nel nell' nella nelle nello no noi non
        nostra nostro o ogni oppure per perché perciò però più poi poco prima proprio può qua qual quale quali
        quando quanto quasi quei quel quell' quella quelle quelli quello questa queste questi questo qui quindi
        s' sarà se sé sei sempre senza si sì sia siamo siano sono sopra sotto stata stati stato su sua sue sugli
        sui sul sull' sulla sulle suo suoi tale tanto te ti tra troppo tu tua tuo tutta tutte tutti tutto un un'
        una uno vi voi vostra vostro
    """,
    "ru": """
        а без более больше бы был была были было быть в вам вас ведь весь во вот впрочем все всё всего всегда
        всех вы где да даже для до его ее её ей ему если есть еще ещё ж же за зачем здесь и из или им ими их к
        каждый как какая какой когда конечно кто куда ли лишь меня мне много может можно мой моя мы на над надо
        нас не него нее неё ней нельзя нет ни нибудь никогда ним них ничего но ну о об однако он она они оно от
        перед по под после потом потому почти при про раз разве с сам сама своей своего свой своих своя себе
        себя сейчас со совсем так такая также такой там те тебя тем теперь то тогда того тоже только том тот тут
        ты у уж уже хотя чего чей чем через что чтоб чтобы чуть эта эти это этого этой этом этот эту я
    """,
    "ja": """
        あれ これ それ どれ ここ そこ あそこ どこ この その あの どの こう そう ああ どう こんな そんな あんな
        どんな これは それは あれは これが それが これを それを そこで ここで そこに ここに の は が を に へ で
        と も や か から まで より だけ ほど など ので のに けれど けれども しかし でも だが また および そして
        それで それから だから すると ところが ただ ただし なお つまり もし たとえば です ます だ である ました
        でした いる ある する なる いた あった した なった こと もの ため よう とき という といった として
        について によって において に対して とともに 私 私は 私の 私が 僕 僕は 僕の 彼 彼は 彼の 彼女 彼女は
        彼女の 我々 何 何か 誰
    """,
    "zh": """
        的 了 是 在 我 你 您 他 她 它 我们 你们 他们 她们 它们 和 与 或 及 而 但 但是 不 没 没有 也 都 就 还 又
        再 很 太 更 最 这 那 这个 那个 这些 那些 这里 那里 哪 哪里 什么 怎么 为什么 谁 一个 有 被 把 对 对于 从
        到 向 往 为 为了 以 因为 所以 如果 虽然 可是 然而 然后 于是 并 并且 而且 则 却 之 其 之一 着 过 得 地 吗
        呢 吧 啊 呀 等 等等 会 能 可以 要 個 這 這個 那個 這些 我們 你們 他們 她們 沒 沒有 與 還 從 對 對於 為
        為了 為什麼 什麼 怎麼 誰 著 過 會 來 嗎 後
    """,
    "ko": """
        그 이 저 그것 이것 저것 것 그녀 그는 그가 그의 그를 나 나는 내 내가 나의 나를 너 너는 네가 우리 우리는
        우리의 당신 당신은 그들은 그들의 그리고 그러나 그런데 그래서 하지만 또 또는 또한 및 혹은 만약 왜냐하면
        때문에 위해 대해 대한 의해 통해 있다 있는 있었다 없다 없는 없었다 이다 였다 하는 한 할 했다 된 되는
        되었다 수 등 더 매우 아주 좀 잘 다시 이미 아직 바로 여기 저기 거기 어디 언제 누가 누구 무엇 왜 어떻게
        어떤 이런 그런 저런 모든 각 같은
    """,
    "ar": """
        في من على إلى عن مع بين عند منذ حتى خلال بعد قبل فوق تحت أمام وراء حول دون غير سوى أن إن أنّ إنّ كان
        كانت كانوا يكون تكون ليس ليست هذا هذه ذلك تلك هؤلاء أولئك هو هي هم هن أنا نحن أنت أنتم الذي التي الذين
        ما ماذا متى كيف لماذا أين كم أي كل بعض لا لم لن لو إذا إذ قد لقد ثم أو أم بل لكن لكنّ و ف ب ل ك فقط أيضا
        أيضاً هنا هناك له لها لهم به بها فيه فيها منه منها عليه عليها إليه إليها عنه عنها وهو وهي ولا وما وقد
        وكان وكانت ولم
    """,
    "hi": """
        का के की को में से पर ने है हैं था थी थे हो हुआ हुई हुए होता होती होते होना कर करके करना करता करती करते
        किया की गई गया गये गए जा जाता जाती जाते रहा रही रहे और या एवं तथा लेकिन परंतु किन्तु मगर कि क्योंकि यदि
        अगर तो भी ही न नहीं मत यह वह ये वे इस उस इन उन इसका इसके इसकी उसका उसके उसकी इसे उसे उन्हें इन्हें मैं
        मेरा मेरे मेरी मुझे हम हमारा हमारे हमारी हमें तुम तुम्हारा आप आपका आपके जो जिस जिसका जब तब जहाँ वहाँ
        यहाँ कहाँ कब क्या कौन कैसे क्यों कुछ सब सभी अपना अपने अपनी तक लिए साथ बाद बहुत फिर अब एक
    """,
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def is_function_word(word: str, language: str) -> bool:
    """Whether `word`, in lower case, only holds others together; `language` as `guess_language` names it."""
    return word.replace("’", "'") in FUNCTION_WORDS.get(language.partition("-")[0], frozenset())
