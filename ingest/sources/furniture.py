"""Sentences of a page that belong to the site and not to the article: sign-up lines, links elsewhere, author boxes.

Only whole sentences that say so from their first word count, never one inside quotation marks; a paragraph loses them
at its end, or goes when it is nothing else.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.language import ends_sentence, split_sentences
from assistant.language.lexicon import OPENING_MARKS

__all__ = ["is_furniture", "without_furniture"]

_LONGEST = 320
_NETWORKS = (
    r"(?:twitter|x|facebook|instagram|google (?:news|discover)|telegram|whatsapp|threads|bluesky|tiktok|youtube|"
    r"linkedin|mastodon|flipboard|pinterest|snapchat|reddit|apple news|spotify|https?:|www\.|@\w)"
)
_LINES = (
    # follow, sign up, download
    r"(?:you can |please |be sure to |don['’]t forget to )?(?:also )?"
    r"(?:follow(?= )|(?:like|find|join|add|tweet|connect with) "
    rf"(?:us|me|him|her|them|our)\b).{{1,90}}?\b(?:on|at|via|as a preferred source on) (?:our )?{_NETWORKS}",
    r"follow \w+['’]s (?:full |live )?coverage\b",
    r"(?:sign up|subscribe|register)\b.{0,80}\b"
    r"(?:newsletters?|(?:e-?mail|news|breaking) (?:alerts?|updates?)|briefings?|inbox|channel)\b",
    r"(?:sign up|subscribe) (?:now|today|here|for free)\b",
    r"(?:get|receive|want|start your day with)\b.{0,60}\b(?:in|to|straight to) your inbox\b",
    r"(?:click|tap) here "
    r"(?:to (?:subscribe|sign|join|register|donate|support|read|watch|see|share|receive)|for more\b)",
    r"click to (?:tweet|share|view|enlarge|play|expand)\b",
    r"join (?:our|us)\b.{0,60}\b(?:channel|community|conversation|challenge|group|newsletter|mailing list)\b",
    r"download our\b.{0,40}\bapp\b",
    r"(?:become a (?:member|subscriber|supporter)(?: today| now|\W*$)|support (?:our|independent|local) journalism\b)",
    r"if you (?:enjoyed|liked) this (?:article|story|post|piece)\b",
    r"(?:do you )?(?:have|got) a (?:news |confidential )?(?:story|tip)s?\b.{0,60}\?$",
    r"(?:folgen|abonnieren) sie (?:uns|unseren|den newsletter)\b|jetzt (?:newsletter )?abonnieren\b",
    r"(?:s[íi]guenos en|suivez-nous sur|seguici su|siga-nos n[oa]|volg ons op|følg oss på|följ oss på)\b",
    r"(?:suscr[íi]bete|abonnez-vous|inscrivez-vous|iscriviti alla newsletter|inscreva-se)\b",
    r"(?:e-?mail|write to|contact|call|text|message)"
    r"(?: (?:us|me|him|her|them|our \w+|the (?:author|reporter|writer|newsroom|editor|desk)))?(?: at| on)?:? \S+@\S+",
    r"do you (?:know|have) (?:more|anything|any information|information|something)\b.{0,60}\?$",
    # what the page cannot show, or shows elsewhere
    r"(?:your|this) browser (?:does|can|is)(?: not|not|n['’]t) (?:support|play|display|able)",
    r"(?:listen|play|watch|audio|video)\W{1,3}\d{1,2}:\d\d(?::\d\d)?\W*$",
    r"(?:view|see|open|launch|enlarge|show) (?:the |full |image |photo |picture |all )*"
    r"(?:gallery|galleries|slideshow|photos|images?|pictures)\W*$",
    r"(?:image|photo|picture|slide) \d{1,3} (?:of|/) \d{1,3}\W*$",
    # walls and mails
    r"already (?:a |an )?(?:\w+ )?(?:subscriber|member|subscribed|registered)\b.{0,40}\?",
    r"(?:this|the rest of this|the full) (?:article|story|content|piece) is "
    r"(?:only |exclusively |reserved |available )*(?:for|to) (?:\w+ ){0,2}(?:subscribers|members|readers who)\b",
    r"(?:log|sign) in(?: here| now)?\W*$",
    r"(?:subscribe|register|sign (?:in|up)|log in|join)(?: now| today| here| for free)? to "
    r"(?:(?:continue|keep|go on) reading\b.{0,60}$|read (?:more|on|the (?:full|whole|rest))\b)",
    r"[^.,]{2,40} is not responsible for (?:the )?(?:content|contents) (?:of|on) external\b",
    r"to (?:continue|keep) reading\b.{0,80}\b(?:subscribe|sign (?:in|up)|log in|register)\b",
    r"unsubscribe(?:\W*$|\s*\||,? (?:here|now|from|at any time)\b)|"
    r"(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)\b",
    r"(?:view|read|open|see) (?:this (?:e-?mail |newsletter |message )?|it )?"
    r"(?:in|on) (?:your |a |the )?(?:web ?)?browser\b",
    r"you(?:['’]re| are| have)? (?:\w+ )?receiv(?:ed|ing|e) this (?:e-?mail|newsletter|message)\b",
    r"(?:forward|share) this (?:e-?mail|newsletter) (?:to|with)\b",
    r"thanks for reading\b.{0,60}[!.]? ?(?:subscribe|share)\b|our standards:",
    # what one can do with the page
    r"(?:get|try) (?:the|our)\b.{0,40}\bapp\b(?: (?:for|on|from)\b.{0,40})?\W*$",
    r"have you been affected by\b.{0,80}\?|get in touch\b.{0,40}\S@\S",
    r"listen to this (?:article|story)\b.{0,20}$|\d{1,3}[ -]min(?:ute)?s?[ -]read\W*$",
    r"(?:share|save|print|e-?mail|bookmark) this (?:story|article|page|post)\W*$",
    r"(?:comments? ?\(\d+\)|\d+ comments?)\W*$|[^.]{2,40} is (?:a )?(?:part|member) of the trust project\b",
    r"support (?:the|us|our|quality|trusted)\b.{0,60}\b(?:for|from) as little as\b",
    # elsewhere on the site
    r"(?:see|read|watch|listen|learn|discover|explore|view)(?: more| also| next| now| further)?\s*(?::|>|»)",
    r"(?:more|related(?: (?:posts?|stor(?:y|ies)|articles?|links?|content|video|coverage|news|topics?))?|"
    r"also (?:read|see|on)|don['’]t miss|recommended|trending|lesen sie auch|mehr zum thema|lire aussi|leggi anche|"
    r"lee también|leia (?:também|mais)|lees ook|läs (?:även|mer|också)|les også|læs også)\s*:",
    r"(?:explore|read|learn|find out) (?:further|more)\W*$",
    r"(?:filed under|tags?|topics?|posted in|categor(?:y|ies)|keywords?)\s*:",
    r"(?:related|recommended|popular|trending) (?:posts?|stories|articles?|videos?|topics?|now)\W*$",
    r"(?:advertisement|sponsored(?: content)?|promoted|anzeige|publicidad|publicité)\W*$",
    r"(?:(?:the |this )?(?:story|article) )?continues (?:below|after) (?:the |this )?(?:advertisement|ad)\W*$",
    # rights, reprints, money
    r"(?:©|\(c\)|copr\.|copyright (?:©|\(c\)|\d{4}|by\b|[\w.&-]+ \d{4}\b))",
    r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b",
    r"this (?:material|copy|content|article) (?:may not be|is for your personal|is protected by copyright)\b",
    r"distribution and use of this material\b",
    r"(?:to order presentation-ready copies|for non-personal use|order reprints|print article|"
    r"reprints & permissions)\b",
    r"(?:if|when) you (?:buy|purchase|click)\b.{0,120}\b(?:commissions?|share of the|affiliate)\b",
    r"we may (?:get|earn|receive) (?:a|an|some)\b.{0,60}\b(?:commissions?|share|affiliate)\b",
    r"(?:write to|e-?mail|contact|reach) "
    r"(?:the (?:author|reporter|writer)|[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){0,3}) at \S+@\S+",
    r"(?:an error (?:has )?occurred, please try|please try again later|this article has been sent to|"
    r"for more, learn more)\b",
    r"comments (?:are|have been|will be)\b.{0,40}\b(?:moderated|closed|disabled)\b",
    r"(?:aten[çc][ãa]o: )?(?:kommentare|comentarios|comentários|commentaires)\b.{0,90}"
    r"\b(?:moderad|aprovad|modéré|geschlossen)",
)
_SAYS_SO = re.compile(rf"\W{{0,3}}(?:{'|'.join(_LINES)})", re.IGNORECASE)
_TAGGED = re.compile(r"\[(?!SIC\])[A-Z][A-Z ]{2,20}\]\W*$")
""""Holidaymakers die [INSIGHT]": what some papers set behind links."""
_HEADS = re.compile(
    r"\W{0,2}(?:trending(?: now)?|most (?:read|popular|viewed|shared)|popular (?:now|stories|on .{2,30})|"
    r"more (?:stories|news|from .{2,40})|related (?:stories|articles|news|content|topics|posts)|"
    r"recommended(?: for you)?|"
    r"you may (?:also )?like|read next|up next|what to read next|editor['’]?s['’]? picks?|top stories|"
    r"latest (?:news|stories)|meistgelesen|más leídas?|les plus lus|i più letti|mais lidas)\W*$",
    re.IGNORECASE,
)
_LAST = 4
"""Paragraphs at the end in which an author may be described."""
_FEWEST_OF_NAME = 2
_LONGEST_LABEL = 40


def without_furniture(paragraphs: Sequence[str], authors: Sequence[str] = ()) -> list[str]:
    """The paragraphs without such sentences; what a heading such as "Trending" announces goes with it."""
    trimmed = [_trimmed(paragraph) for paragraph in _without_lists(paragraphs)]
    kept = [paragraph for paragraph in trimmed if paragraph]
    kept = [*kept[:-_LAST], *(paragraph for paragraph in kept[-_LAST:] if not _describes(paragraph, authors))]
    while len(kept) > 1 and kept[-1] != paragraphs[-1] and _is_label(kept[-1]):
        kept.pop()
    return kept or list(paragraphs)


def is_furniture(sentence: str) -> bool:
    """Whether a sentence is of the site, not of its article."""
    if len(sentence) > _LONGEST or sentence[:1] in OPENING_MARKS:
        return False
    return _SAYS_SO.match(sentence) is not None or _TAGGED.search(sentence) is not None


def _trimmed(paragraph: str) -> str:
    """The paragraph up to the last sentence that is its own."""
    end = len(paragraph)
    for start, last in reversed(split_sentences(paragraph)):
        if not is_furniture(paragraph[start:last]):
            end = last
            break
        end = start
    return paragraph[:end].rstrip()


def _without_lists(paragraphs: Sequence[str]) -> Iterator[str]:
    """Without the lines below "Most read" and the like, up to the next one that is a sentence."""
    is_listed = False
    for paragraph in paragraphs:
        is_head = _HEADS.fullmatch(paragraph) is not None
        is_listed = is_head or (is_listed and not ends_sentence(paragraph))
        if not is_listed:
            yield paragraph


def _describes(paragraph: str, authors: Sequence[str]) -> bool:
    """Whether it tells who the author is: "Ann Lee is a reporter in …"."""
    named = (author for author in authors if len(author.split()) >= _FEWEST_OF_NAME)
    return any(
        re.match(
            rf"{re.escape(author)}(?:['’]s book\b|,? (?:is|was|has|covers|writes|reports|joined|edits)\b)", paragraph
        )
        for author in named
    )


def _is_label(paragraph: str) -> bool:
    """A heading that nothing is left below."""
    return len(paragraph) < _LONGEST_LABEL and paragraph[-1:].isalpha() and not any(map(str.isdigit, paragraph))
