//! Authors' texts, formatted for pages.

use crate::render::{self, PageLinks, Sizes};
use crate::routes::local_path;

/// An author's Markdown as HTML, with addresses relative to a page.
pub(super) fn prose(text: &str, root: &str) -> String {
    let rendered = render::prose(text);
    let urls = rendered.files.iter().map(|file| file.url.as_str());
    let urls = urls.filter(|url| !root.is_empty() && local_path(url).is_some());
    let links: PageLinks = urls.map(|url| (url.to_owned(), format!("{root}{url}"))).collect();
    let mut html = String::with_capacity(rendered.html.len());
    rendered.html.write(&links, &Sizes::new(), &mut html);
    html
}

/// A text on one line, no longer than cards display.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', '.', ';', ':']))
}
