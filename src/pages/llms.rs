//! `llms.txt`: a description of the site and links to the texts of its decks, in Markdown, for
//! programs that read text.

use std::fmt::Write as _;

use super::page::{PageBody, generated};
use super::{PageKind, RenderedPage};
use crate::output::Content;
use crate::routes::{DownloadKind, PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| if outline.downloads.has_texts() { vec![Route::Llms] } else { Vec::new() },
    asks: |site, _| site.summaries(site.model.decks.iter()),
    make: |asked, route| {
        let context = asked.context();
        let mut text = format!("# {}\n", context.title());
        let settings = context.settings();
        // Writing to a String cannot fail.
        if !settings.description.is_empty() {
            let _ = write!(text, "\n> {}\n", one_line(&settings.description));
        }
        text.push('\n');
        for deck in &asked.decks {
            let file = Route::Download(
                PageFolder::Top,
                std::sync::Arc::clone(&deck.name),
                DownloadKind::Markdown,
            );
            let public = file.absolute(&settings.url);
            let url = if public.is_empty() { file.url_from(route) } else { public };
            let _ = write!(text, "- [{}]({url})", one_line(&deck.title).replace(['[', ']'], ""));
            if !deck.description.is_empty() {
                let _ = write!(text, ": {}", one_line(&deck.description));
            }
            text.push('\n');
        }
        let claims = vec![generated(route, PageBody::File(Content::text(text)))];
        RenderedPage { claims, diagnostics: Vec::new() }
    },
};

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
