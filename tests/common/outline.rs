//! The slides of a page in a notation that is read and reviewed easily.
//!
//! A slide is a line `[number] #id .class … key=value …`, its content, and after a line `???` its
//! notes. A slide that is not counted has no number. Content that is the same on each page is left
//! out: the name `toc-` of the first slide and the content of drawings.

use std::fmt::Write as _;

const SLIDE: &str = "<section class=\"slide\"";
const CONTENT: &str = "<div class=\"slide-content remark-slide-content";
const NOTES: &str = "</div>\n<aside class=\"notes\">\n";

/// The slides of a deck's page.
pub(crate) fn outline(page: &str) -> String {
    let main = page.split_once("<main").map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or("", |(main, _)| main);
    main.split(SLIDE).skip(1).map(slide).collect::<Vec<_>>().join("\n")
}

fn slide(section: &str) -> String {
    let (head, rest) = section.split_once(">\n").unwrap_or((section, ""));
    let (_, rest) = rest.split_once(CONTENT).unwrap_or(("", rest));
    let (content_head, rest) = rest.split_once(">\n").unwrap_or((rest, ""));
    let body = rest.trim_end().strip_suffix("</section>").unwrap_or(rest);
    let (content, notes) = match body.rsplit_once(NOTES) {
        Some((content, notes)) => {
            (content, Some(notes.strip_suffix("</aside>\n").unwrap_or(notes)))
        }
        None => (body.strip_suffix("</div>\n").unwrap_or(body), None),
    };
    let mut out = header(head, content_head);
    put(&mut out, content);
    if let Some(notes) = notes {
        out.push_str("???\n");
        put(&mut out, notes);
    }
    out
}

fn header(head: &str, content_head: &str) -> String {
    let number = attribute(head, "data-number").unwrap_or_default();
    let is_counted = content_head.contains(" id=\"");
    let mut out = if is_counted { format!("[{number}]") } else { "[]".to_owned() };
    // Writing to a String cannot fail.
    let _ = write!(out, " #{}", attribute(head, "id").unwrap_or_default());
    let classes = content_head.split('"').next().unwrap_or_default();
    classes.split_whitespace().for_each(|class| out.extend([" .", class]));
    for (key, shown) in [
        ("data-steps", "steps"),
        ("data-name", "name"),
        ("data-aliases", "aliases"),
        ("data-source", "source"),
    ] {
        let words = attribute(head, key).unwrap_or_default().split(' ');
        let words: Vec<_> = words.filter(|word| !matches!(*word, "" | "toc-")).collect();
        if !words.is_empty() {
            let _ = write!(out, " {shown}={}", words.join(","));
        }
    }
    for key in ["image", "color", "size", "position"] {
        if let Some(value) = attribute(content_head, &format!("data-background-{key}")) {
            let _ = write!(out, " background-{key}={value}");
        }
    }
    out.push('\n');
    out
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Appends HTML whose last line ends.
fn put(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<svg") {
        let (_, after) = after.split_once("</svg>").unwrap_or(("", after));
        out.extend([before, "<svg…/>"]);
        rest = after;
    }
    out.push_str(rest);
    let length = out.trim_end_matches('\n').len();
    out.truncate(length);
    out.push('\n');
}
