//! QR codes of addresses, for a page and for the terminal.

use qrcode::QrCode;
use qrcode::render::{svg, unicode};

/// As an SVG element.
pub(super) fn svg(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // What precedes the element belongs to a file.
    svg.find("<svg").map(|at| svg[at..].to_owned())
}

/// As lines of half blocks, light on dark.
pub(super) fn text(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let image = code.render::<unicode::Dense1x2>();
    let (dark, light) = (unicode::Dense1x2::Light, unicode::Dense1x2::Dark);
    let mut image = image;
    Some(image.dark_color(dark).light_color(light).build() + "\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_becomes_a_code() {
        assert!(super::svg("http://192.0.2.7:8001/kube.html").unwrap().starts_with("<svg"));
        assert!(super::text("http://192.0.2.7:8001/kube.html").unwrap().lines().count() > 10);
    }
}
