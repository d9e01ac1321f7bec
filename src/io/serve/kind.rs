//! The content type that a name implies.

use hyper::header::HeaderValue;
use mime_guess::mime;

/// The content type of a path. All text that Deckyard writes is UTF-8, and so are authors' files
/// these days.
pub(super) fn content_type(path: &str) -> HeaderValue {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let subtype = kind.subtype().as_str();
    let is_text = kind.type_() == mime::TEXT
        || kind.suffix().is_some_and(|suffix| suffix == mime::XML || suffix == mime::JSON)
        || matches!(subtype, "javascript" | "json" | "xml");
    let text =
        if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.to_string() };
    HeaderValue::try_from(text)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn text_is_utf_8_and_the_rest_is_what_its_name_says() {
        for (path, kind) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a/deck.css", "text/css; charset=utf-8"),
            ("deck.js", "text/javascript; charset=utf-8"),
            ("deck.mjs", "application/javascript; charset=utf-8"),
            ("deck.json", "application/json; charset=utf-8"),
            ("a.webmanifest", "application/manifest+json; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("A.PNG", "image/png"),
            ("a.woff2", "font/woff2"),
            ("a.mp4", "video/mp4"),
            ("a.wasm", "application/wasm"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.pdf", "application/pdf"),
            ("notes", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), kind, "{path}");
        }
    }
}
