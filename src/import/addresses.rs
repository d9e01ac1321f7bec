//! The addresses in a text of slides or a page: everything in a position where addresses are
//! allowed.
//!
//! This finds too much rather than too little, also in examples of code: only files of the imported
//! folder are used, and nothing here changes the text.

/// The attributes that hold addresses.
const ATTRIBUTES: [&str; 7] =
    ["src=", "href=", "poster=", "data=", "srcset=", "data-src=", "background="];

/// The longest address; longer ones are pictures written out as `data:`.
const LONGEST: usize = 4 << 10;

/// The addresses of a text and their positions, in order, each position once.
pub(super) fn addresses(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        found.extend(bracketed(text, at + 2));
    }
    for (at, _) in text.match_indices("url(") {
        found.extend(bracketed(text, at + 4));
    }
    for name in ATTRIBUTES {
        for (at, _) in text.match_indices(name) {
            found.extend(attribute(text, at + name.len(), name == "srcset="));
        }
    }
    for (at, _) in text.match_indices("]:") {
        let start = at + 2;
        let blank = text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
        let rest = &text[start + blank..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let url = rest[..end].trim_matches(['<', '>']);
        if blank > 0 && !url.is_empty() {
            found.push((url.to_owned(), start + blank));
        }
    }
    found.retain(|(url, _)| url.len() <= LONGEST && !url.contains('\n'));
    found.sort_by_key(|(_, at)| *at);
    found.dedup_by_key(|(_, at)| *at);
    found
}

/// The address after an open bracket, in quotes or not.
fn bracketed(text: &str, start: usize) -> Option<(String, usize)> {
    let limit = crate::span::floor_char_boundary(text, (start + LONGEST).min(text.len()));
    let rest = text.get(start..limit)?;
    let trimmed = rest.trim_start();
    let at = start + rest.len() - trimmed.len();
    let (inner, end) = match trimmed.chars().next()? {
        '<' => (&trimmed[1..], '>'),
        quote @ ('"' | '\'') => (&trimmed[1..], quote),
        _ => {
            let mut depth = 0_usize;
            let is_end = |c: char| match c {
                '(' => {
                    depth += 1;
                    false
                }
                ')' if depth == 0 => true,
                ')' => {
                    depth -= 1;
                    false
                }
                c => c.is_whitespace(),
            };
            let end = trimmed.find(is_end)?;
            return Some((decoded(&trimmed[..end]), at)).filter(|(url, _)| !url.is_empty());
        }
    };
    let url = &inner[..inner.find(end)?];
    (!url.is_empty()).then(|| (decoded(url), at))
}

/// The addresses in the value of an attribute.
fn attribute(text: &str, start: usize, is_set: bool) -> Vec<(String, usize)> {
    let limit = crate::span::floor_char_boundary(text, (start + LONGEST).min(text.len()));
    let Some(rest) = text.get(start..limit) else { return Vec::new() };
    let value = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next().unwrap_or_default(),
        _ => rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default(),
    };
    if !is_set {
        let url = decoded(value.trim());
        return if url.is_empty() { Vec::new() } else { vec![(url, start)] };
    }
    let urls = value.split(',').filter_map(|part| part.split_whitespace().next());
    urls.enumerate().map(|(index, url)| (decoded(url), start + index)).collect()
}

/// An address without character references and escapes of Markdown.
fn decoded(url: &str) -> String {
    url.replace("&amp;", "&").replace("\\_", "_").replace("\\*", "*")
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_found_in_markdown_html_and_styles() {
        let text = "![a](a.png) [b](<b c.pdf>) ![:scale 40%](d.png \"t\")\n\
                    background-image: url('e.jpg')\n<img src=f.gif><a href=\"g.html?x&amp;y\">\n\
                    <img srcset='h.png 1x, i.png 2x'>\n[label]: j.svg\n![](k_(1).png)\n";
        let found: Vec<_> = addresses(text).into_iter().map(|(url, _)| url).collect();
        let expected = [
            "a.png",
            "b c.pdf",
            "d.png",
            "e.jpg",
            "f.gif",
            "g.html?x&y",
            "h.png",
            "i.png",
            "j.svg",
            "k_(1).png",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn torn_addresses_end() {
        for text in ["](", "](<", "url(", "url('", "src=", "src='", "]:", "]: ", "](é", "srcset="]
        {
            assert!(addresses(text).len() <= 1, "{text}");
        }
    }
}
