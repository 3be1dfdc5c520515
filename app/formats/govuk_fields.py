"""Fields of GOV.UK's items and results that were met and hold nothing for this product."""

from typing import Final

# Who may see it, which program shows it, what else there is: met, and of no use here.
UNUSED_OF_ITEM: Final = (
    *("content_id", "analytics_identifier", "rendering_app", "phase", "publishing_app", "links"),
    *("publishing_request_id", "publishing_scheduled_at", "scheduled_publishing_delay_seconds"),
    *("updated_at", "cache_control", "routes", "redirects", "auth_bypass_ids", "need_ids"),
    *("email_document_supertype", "government_document_supertype", "navigation_document_supertype"),
    *("content_purpose_document_supertype", "search_user_need_document_supertype"),
    *("user_journey_document_supertype", "content_purpose_subgroup", "content_purpose_supergroup"),
    *("user_needs_document_supertype", "bulk_publishing", "update_type", "publishing_api_version"),
    *("last_edited_at", "expanded_links", "access_limited", "schema_name", "format"),
)
UNUSED_OF_RESULT: Final = (
    *("_id", "es_score", "elasticsearch_type", "index", "combined_score", "content_id"),
    *("original_rank", "popularity", "collection_date", "display_type", "dept", "organisations"),
    *("document_collections", "policy_groups", "world_locations", "topical_events", "people"),
    *("taxons", "part_of_taxonomy_tree", "is_historic", "is_withdrawn", "government_name"),
    *("indexable_content", "organisation_content_ids", "content_purpose_subgroup", "snippet"),
    *("content_purpose_supergroup", "content_purpose_document_supertype", "parts", "parent"),
    *("has_official_document", "has_command_paper", "has_act_paper", "document_type", "facets"),
)
# Addresses, layout, people in charge, counters: met, and no words of the page.
UNUSED_DETAILS: Final = (
    *("tags", "government", "political", "emphasised_organisations", "image", "images", "headers"),
    *("organisation", "first_published_version", "national_applicability", "sort", "filter"),
    *("reject", "beta", "beta_message", "show_summaries", "default_documents_per_page", "logo"),
    *("document_noun", "format_name", "hide_chapter_navigation", "external_related_links"),
    *("related_mainstream_content", "metadata", "brand", "ordered_featured_documents", "isbn"),
    *("brexit_no_deal_notice", "display_date", "state", "web_isbn", "location", "url"),
    *("public_timestamp", "first_public_at", "max_cache_time", "temporary_update_type"),
    *("start_button_text", "transaction_start_link", "department_analytics_profile", "manual"),
    *("visually_expanded", "hidden_search_terms", "default_news_image", "documents_count"),
    *(
        "attachments_with_thumbnails",
        "featured_attachments",
        "acronym",
        "corporate_information_groups",
    ),
    *("email_addresses", "ways_to_respond", "breadcrumbs", "section_id", "generic_description"),
    *(
        "alternative_path",
        "change_note",
        "change_notes",
        "reviewed_at",
        "updated_at",
        "email_signup",
    ),
    *(
        "signup_link",
        "open_filter_on_load",
        "label_text",
        "topic_name",
        "closing_date",
        "opening_date",
    ),
    *("delivered_on", "held_on_another_website_url", "final_outcome_publication_date"),
    *("public_feedback_publication_date", "subscription_list_title_prefix", "canonical_link"),
    *("country", "document", "email_signup_link", "place_type", "lgsl_code", "lgil_override"),
    *("service_tiers", "licence_identifier", "continuation_link", "organisations", "headings"),
    *("variants", "organisation_type", "organisation_govuk_status", "foi_exempt", "casualties"),
    *("social_media_links", "ordered_featured_links", "ordered_promotional_features"),
    *("ordered_corporate_information_pages", "secondary_corporate_information_pages"),
    *("important_board_members", "start_date", "end_date", "about_page_link_text"),
    *("final_outcome_attachments", "public_feedback_attachments", "outcome_attachments"),
    *("format_sub_type", "format_display_type", "previous_display_date", "cancelled_at"),
    *(
        "publish_time",
        "unpublished_at",
        "alternative_url",
        "header_links",
        "theme",
        "archive_notice",
    ),
    *("lgil_code", "publishing_request_id", "unformatted_body", "official_document_type"),
)
