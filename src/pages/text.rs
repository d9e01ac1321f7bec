//! Authors' texts, formatted for pages.

use crate::render::{self, PageLinks, Sizes};
use crate::routes::{Destination, base_path, destination};

/// An author's Markdown as HTML, with addresses relative to a page. `site` is the public address of
/// the site.
pub(super) fn prose(text: &str, (root, site): (&str, &str)) -> String {
    let rendered = render::prose(text);
    let base = base_path(site).unwrap_or_default();
    let mut links = PageLinks::new();
    for file in &rendered.files {
        let Destination::Inside(address) = destination(&file.url, &base) else { continue };
        if !root.is_empty() || address.is_absolute {
            let to = format!("{root}{}", address.written);
            links.insert(file.url.clone(), if to.is_empty() { "./".to_owned() } else { to });
        }
    }
    let mut html = String::with_capacity(rendered.html.len());
    rendered.html.write(&links, &Sizes::new(), None, &mut html);
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
