"""The names under which exports keep what an article has. A tool's field is one word here, never a branch elsewhere."""

import re
from collections.abc import Mapping

from assistant.language.listed import listed

__all__ = [
    "ABOUT",
    "ADDRESS_IF_ONE",
    "HTML_NAMES",
    "KEYS",
    "NAME_PATTERNS",
    "SAID_BY_FLAGS",
    "SHORT_FORMS",
    "USUAL_NAMES",
    "WRAPPERS",
    "comparable",
]

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "_id", "external_id", "article_id", "doc_id", "guid", "uuid", "post_id", "story_id", "item_id", "nid",
        "record_id", "gkgrecordid", "global_event_id",
    ),
    "url": (
        "url", "link", "canonical_url", "permalink", "web_url", "article_url", "canonical_link", "page_url",
        "story_url", "news_url", "original_url", "document_identifier", "v2_document_identifier", "source_link",
        "href", "uri",
        "html_responded_url", "html_requested_url", "responded_url", "requested_url", "final_url", "loc",
        "links_permalink", "main_entity_of_page", "main_entity_of_page_@id", "canonical", "alternate",
    ),
    "title": (
        "title", "headline", "hed", "web_title", "article_title", "post_title", "story_title", "page_title",
        "document_title", "headline_main", "headlines_basic", "fields_headline", "name",
        "titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titular", "titolo",
    ),
    "text": (
        "text", "body", "body_text", "full_text", "article_body", "article_text", "content", "article", "story",
        "plaintext", "plain_text", "maintext", "main_text", "main_content", "text_content", "content_text",
        "article_content", "full_content", "clean_text", "cleaned_text", "story_text", "story_body", "post_content",
        "content_encoded", "content_html", "body_html", "html_content", "contents", "raw_text", "raw_content",
        "transcript", "paragraphs", "html", "blocks", "content_blocks", "body_blocks", "content_elements",
        "summary_content", "body_nitf", "body_xhtml", "body_xhtml5", "body_html5",
        "volltext", "artikeltext", "inhalt", "texte", "contenu", "texto", "contenido", "cuerpo", "conteúdo", "testo",
        "contenuto", "tekst", "inhoud",
    ),
    "publisher": (
        "publisher", "outlet", "publication", "newspaper", "source", "source_name", "site_name", "site", "paper",
        "publication_name", "publisher_name", "outlet_name", "media_name", "media_outlet", "news_source",
        "source_title", "origin_title", "name_source", "pub_title", "pub_name", "journal_title", "container_title",
        "source_hostname", "meta_site_name", "og_site_name", "opengraph_site_name", "thread_site",
        "yoast_head_json_og_site_name", "source_info_publisher", "html_source_info_publisher", "provider",
        "provider_name", "brand", "journal", "magazine", "source_common_name", "v2_source_common_name",
        "quelle", "zeitung", "herausgeber", "journal", "fuente", "medio", "periódico", "periodico", "fonte", "testata",
        "giornale", "jornal", "veículo", "bron", "krant",
        "hostname", "source_domain", "domain",
    ),
    "authors": (
        "authors", "author", "byline", "creator", "writer", "author_name", "author_names", "writers", "by",
        "dc_creator", "creators", "bylines", "journalist", "journalists", "reporter", "reporters", "fields_byline",
        "_embedded_author", "yoast_head_json_author", "meta_author", "contributors", "published_by",
        "published_bylines", "credits_by",
        "autor", "autoren", "autorin", "verfasser", "auteur", "auteurs", "autores", "autora", "autore", "autori",
    ),
    "published_at": (
        "published_at", "published", "pub_date", "publication_date", "date_published", "publish_date", "published_on",
        "published_time", "date", "published_date", "publishing_date", "date_publish", "publish_time",
        "publication_time", "time_published", "web_publication_date", "first_published", "first_published_at",
        "first_publication_date", "date_time_pub", "post_date", "posted_at", "posted_on", "posted", "date_posted",
        "release_date", "issued", "issue_date", "article_date", "news_date", "story_date", "print_date", "display_date",
        "article_published_time", "publish_timestamp", "publication_datetime", "published_datetime", "date_line",
        "datetime", "date_time", "date_gmt", "sql_date", "day", "dc_date", "issued_at", "first_created",
        "datum", "erscheinungsdatum", "veröffentlicht", "date_publication", "date_de_publication", "date_parution",
        "fecha", "fecha_publicación", "fecha_publicacion", "fecha_de_publicación", "data_pubblicazione",
        "data_publicação", "publicatiedatum", "data",
    ),
    "updated_at": (
        "updated_at", "updated", "modified_at", "modified", "date_modified", "last_modified", "date_modify",
        "last_updated", "updated_date", "date_updated", "modified_date", "modified_gmt", "post_modified", "revised",
        "update_date", "article_modified_time", "version_created",
    ),
    "fetched_at": (
        "fetched_at", "crawled_at", "scraped_at", "retrieved_at", "download_date", "date_download", "crawl_date",
        "scrape_date", "fetch_date", "access_date", "accessed", "accessed_at", "retrieved", "filedate", "seendate",
        "html_crawl_date", "downloaded_at", "v2.1date", "harvest_date", "crawl_time",
    ),
    "language": (
        "language", "lang", "in_language", "language_code", "lang_code", "meta_lang", "locale", "sprache", "langue",
        "idioma", "lingua", "taal",
    ),
    "kind": (
        "kind", "article_type", "type", "@type", "genre", "section", "category", "categories", "section_name",
        "news_desk", "type_of_material", "pillar_name", "rubric", "desk", "document_type",
        "_embedded_wp_term", "ressort", "rubrik", "rubrique", "sección", "seccion", "sezione",
    ),
    "agency": ("agency", "news_agency", "wire_service"),
    "correction": ("correction", "corrections", "correction_notice", "correction_text"),
    "paywall": (
        "is_paywalled", "paywalled", "paywall", "is_premium", "premium", "subscriber_only", "subscribers_only",
        "is_accessible_for_free", "free_access",
    ),
    "embargoed_until": ("embargoed_until", "embargo_until", "embargo", "embargo_date", "embargoed"),
    "status": (
        "status", "pub_status", "publishing_status", "publication_status", "withdrawn", "is_withdrawn", "killed",
        "is_killed", "retracted", "canceled", "cancelled", "post_status",
    ),
}  # fmt: skip
"""Our field -> names it goes by, the likeliest first; the first whose value can be one is taken.

Upper and lower case, `_`, `-` and spaces make no difference (`publishedAt`, `Pub Date`); a name of an object and one
in it are joined (`html_crawl_date` is `html: {crawl_date: …}`). `created_at` and `timestamp` are left out on purpose:
they tell when a record was made, which is not when an article was published.
"""


def comparable(name: object) -> str:
    """A name for comparing: without case, `_`, `-`, spaces, or the mark some programs put at the start of a file."""
    return re.sub(r"[\s_\-.:\ufeff]+", "", str(name)).casefold()


KEYS: Mapping[str, tuple[str, ...]] = {field: tuple(map(comparable, names)) for field, names in USUAL_NAMES.items()}
_MOMENTS = r"(?:date|time|datetime|ts|timestamp|at|on|day|utc|gmt|iso|local|unix|epoch|ms)"
_OUTLETS = r"(?:outlet|publisher|publication|newspaper|newsroom|paper|magazine|journal|website|newssite)"
NAME_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "publisher": re.compile(rf"(?:news|media|press|original|article)?{_OUTLETS}(?:name|title|label)?"),
    "authors": re.compile(
        r"(?:article|news|post|story|meta)?(?:authors?|writers?|bylines?|journalists?|reporters?)"
        r"(?:names?|byline|list|text|string|display|displayname|fullname)?"
    ),
    "published_at": re.compile(
        rf"(?:first|original)?(?:pub|publish|published|publishing|publication|release|released|issue|issued|post|posted)"
        rf"{_MOMENTS}{{1,3}}"
    ),
    "updated_at": re.compile(
        rf"(?:last)?(?:mod|modify|modified|modification|update|updated|edit|edited|revise|revised|revision){_MOMENTS}{{1,3}}"
    ),
}
"""What a comparable name says where it is none of the usual ones: `news_outlet`, `publish_ts`, `lastEditedUtc`."""
ADDRESS_IF_ONE = ("source", "sourceurl", "guid", "id", "externalid")
"""Names of other things that hold the article's address in some exports: taken only where the value is one."""
HTML_NAMES = frozenset(
    map(comparable, (
        "body_nitf", "body_xhtml", "body_xhtml5", "body_html5",
        "content_encoded", "content_html", "body_html", "html_content", "html", "post_content",
        "content_elements",
    ))
)  # fmt: skip
"""Names whose text is HTML by what they are called."""
WRAPPERS = listed("source attributes fields article document doc post node item record data row")
"""Objects that hold the article's fields in exports of search engines (`_source`) and of content systems."""
ABOUT = ("meta", "metadata", "meta_data", "info", "header", "head", "properties", "article_meta")
"""Objects in which exports keep what is known of an article beside its text: read where nothing else says it."""
SAID_BY_FLAGS: Mapping[str, str] = {"isopinion": "opinion", "isanalysis": "analysis", "isliveblog": "live blog"}
"""Names that say the kind of an article where they are true."""
SHORT_FORMS = frozenset(map(comparable, (
    "summary", "description", "excerpt", "abstract", "snippet", "teaser", "lead", "lead_paragraph", "lede",
    "standfirst",
    "subtitle", "dek", "meta_description",
)))  # fmt: skip
"""What tells of an article without being its text."""
