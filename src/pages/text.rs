//! Texts of authors, as a page needs them.

use crate::render;
use crate::routes::local_path;

/// Markdown of an author as HTML, with addresses seen from a page.
pub(super) fn prose(text: &str, root: &str) -> String {
    let rendered = render::prose(text);
    let mut html = rendered.html.clone();
    if root.is_empty() {
        return html;
    }
    let mut urls: Vec<_> = rendered.files.iter().map(|file| file.url.as_str()).collect();
    urls.sort_unstable();
    urls.dedup();
    for url in urls.into_iter().filter(|url| local_path(url).is_some()) {
        let url = render::escape::text(url);
        html = html.replace(&format!("=\"{url}\""), &format!("=\"{root}{url}\""));
    }
    html
}

/// The first words of a text of Markdown, without markup, for cards and calendars.
pub(super) fn plain(text: &str) -> String {
    let html = &render::prose(text).html;
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let Some((_, after)) = tag.split_once('>') else { break };
        rest = after;
    }
    out.push_str(rest);
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    out.replace("&amp;", "&")
}

/// A text on one line, no longer than a card shows.
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
