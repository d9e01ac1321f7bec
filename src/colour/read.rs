//! Colours as CSS writes them: `#e30613`, `rgb(227 6 19)`, `hsl(356 95% 46%)`, `oklch(58% 0.22 27)`, `crimson`.

use super::names::named;
use super::{Colour, Oklab};

/// No colour is written in more characters.
const LONGEST: usize = 80;

/// The colour that a text writes, if it is an opaque one.
pub fn read(text: &str) -> Option<Colour> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits);
    }
    let Some((name, rest)) = text.split_once('(') else { return named(&text) };
    let parts = ColourParts::of(rest.strip_suffix(')')?)?;
    match name.trim_end() {
        "rgb" | "rgba" => parts.rgb(),
        "hsl" | "hsla" => parts.hsl(),
        "oklch" => parts.oklch(),
        "oklab" => parts.oklab(),
        _ => None,
    }
}

/// Three or six digits; four or eight with an opaque end.
fn hex(digits: &str) -> Option<Colour> {
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let (size, digits) = match digits.len() {
        3 => (1, digits),
        4 => (1, digits.strip_suffix('f')?),
        6 => (2, digits),
        8 => (2, digits.strip_suffix("ff")?),
        _ => return None,
    };
    let channel = |index: usize| {
        let digits = digits.get(index * size..(index + 1) * size)?;
        let value = u8::from_str_radix(digits, 16).ok()?;
        Some(if size == 1 { value * 17 } else { value })
    };
    Some(Colour([channel(0)?, channel(1)?, channel(2)?]))
}

/// The three values of a colour.
struct ColourParts<'a>([&'a str; 3]);

impl<'a> ColourParts<'a> {
    /// Values separated by commas or spaces, with an optional fourth one, fully opaque, after a
    /// slash or a comma.
    fn of(text: &'a str) -> Option<Self> {
        let (text, alpha) = match text.split_once('/') {
            Some((text, alpha)) => (text, Some(alpha.trim())),
            None => (text, None),
        };
        let values = text.split([',', ' ', '\t']).map(str::trim).filter(|value| !value.is_empty());
        let values: Vec<&str> = values.collect();
        let (parts, alpha) = match values[..] {
            [one, two, three] => ([one, two, three], alpha),
            [one, two, three, fourth] if alpha.is_none() => ([one, two, three], Some(fourth)),
            _ => return None,
        };
        alpha.is_none_or(|alpha| matches!(alpha, "1" | "1.0" | "100%")).then_some(Self(parts))
    }

    fn rgb(&self) -> Option<Colour> {
        let channel = |text: &str| Some(byte(value(text, 255.0)? / 255.0));
        let [red, green, blue] = self.0;
        Some(Colour([channel(red)?, channel(green)?, channel(blue)?]))
    }

    fn hsl(&self) -> Option<Colour> {
        let [hue, saturation, lightness] = self.0;
        let hue = degrees(hue)? / 30.0;
        let part = |text: &str| Some(value(text, 100.0)? / 100.0);
        let (saturation, lightness) = (part(saturation)?.clamp(0.0, 1.0), part(lightness)?);
        let lightness = lightness.clamp(0.0, 1.0);
        let range = saturation * lightness.min(1.0 - lightness);
        let channel = |start: f64| {
            let at = (start + hue) % 12.0;
            byte(lightness - range * (at - 3.0).min(9.0 - at).clamp(-1.0, 1.0))
        };
        Some(Colour([channel(0.0), channel(8.0), channel(4.0)]))
    }

    fn oklch(&self) -> Option<Colour> {
        let [lightness, chroma, hue] = self.0;
        let chroma = value(chroma, 0.4)?.max(0.0);
        let (sine, cosine) = direction(degrees(hue)?);
        let lightness = value(lightness, 1.0)?.clamp(0.0, 1.0);
        Some(Oklab { lightness, a: chroma * cosine, b: chroma * sine }.colour())
    }

    fn oklab(&self) -> Option<Colour> {
        let [lightness, a, b] = self.0;
        let lightness = value(lightness, 1.0)?.clamp(0.0, 1.0);
        Some(Oklab { lightness, a: value(a, 0.4)?, b: value(b, 0.4)? }.colour())
    }
}

/// A number, or a part of a whole: `50%`.
fn value(text: &str, whole: f64) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(digits) => number(digits).map(|number| number * whole / 100.0),
        None => number(text),
    }
}

/// A plain number of no more digits than anybody needs: no `inf`, no `1e400`.
fn number(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b".+-".contains(&byte));
    if !is_plain || text.len() > 20 {
        return None;
    }
    text.parse().ok()
}

/// An angle in degrees, from 0 up to 360.
fn degrees(text: &str) -> Option<f64> {
    let (digits, factor) = match text {
        text if text.ends_with("deg") => (text.strip_suffix("deg")?, 1.0),
        text if text.ends_with("turn") => (text.strip_suffix("turn")?, 360.0),
        text => (text, 1.0),
    };
    let angle = number(digits)? * factor % 360.0;
    Some(if angle < 0.0 { angle + 360.0 } else { angle })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
fn byte(part: f64) -> u8 {
    (part * 255.0 + 0.5).floor().clamp(0.0, 255.0) as u8
}

/// Sine and cosine of an angle from 0 up to 360 degrees, from their series: those of the machine's
/// library differ in the last digit.
fn direction(degrees: f64) -> (f64, f64) {
    let quarters = (degrees / 90.0).floor();
    let angle = (degrees - quarters * 90.0) * (std::f64::consts::PI / 180.0);
    let (mut sine, mut cosine, mut term) = (0.0, 0.0, 1.0);
    for step in 0..24_u32 {
        let sign = if step % 4 < 2 { 1.0 } else { -1.0 };
        if step % 2 == 0 {
            cosine += sign * term;
        } else {
            sine += sign * term;
        }
        term *= angle / f64::from(step + 1);
    }
    if quarters < 1.0 {
        (sine, cosine)
    } else if quarters < 2.0 {
        (cosine, -sine)
    } else if quarters < 3.0 {
        (-sine, -cosine)
    } else {
        (-cosine, sine)
    }
}

#[cfg(test)]
mod tests {
    use super::{direction, read};

    #[test]
    fn every_way_of_writing_a_colour_is_read() {
        for (text, expected) in [
            ("#e30613", "#e30613"),
            ("#FD0", "#ffdd00"),
            ("#fd0f", "#ffdd00"),
            ("#ffdd00FF", "#ffdd00"),
            ("rgb(227, 6, 19)", "#e30613"),
            ("rgb(227 6 19)", "#e30613"),
            ("rgb(100% 0% 50% / 100%)", "#ff0080"),
            ("rgba(1,2,3,1)", "#010203"),
            ("hsl(120 100% 25%)", "#008000"),
            ("hsl(-240deg, 100%, 50%)", "#00ff00"),
            ("oklch(62.8% 0.2577 29.23)", "#ff0000"),
            ("oklch(0.452 0.313 264.05deg)", "#0000ff"),
            ("oklch(70% 0 0.5turn)", "#9e9e9e"),
            ("oklab(1 0 0)", "#ffffff"),
            (" RebeccaPurple ", "#663399"),
            ("aliceblue", "#f0f8ff"),
            ("yellowgreen", "#9acd32"),
        ] {
            assert_eq!(read(text).map(super::Colour::hex).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_opaque_colour_is_none() {
        let long = "9".repeat(99);
        for text in [
            "",
            "#",
            "#12",
            "#12345",
            "#12345g",
            "#fd08",
            "blu",
            "transparent",
            "currentcolor",
            "rgb(1 2)",
            "rgb(1 2 3 / 50%)",
            "rgb(1,2,3,.5)",
            "rgb(1 2 3",
            "rgb(NaN 1 1)",
            "rgb(1e9 1 1)",
            "hsl(1 2)",
            "oklch()",
            "oklch(inf 1 1)",
            "var(--accent)",
            "url(x)",
            "#\u{661}23",
            &long,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn directions_are_those_of_the_standard_library() {
        for degrees in 0..360 {
            let angle = f64::from(degrees);
            let (sine, cosine) = direction(angle);
            let (expected, other) = angle.to_radians().sin_cos();
            assert!((sine - expected).abs() < 1e-12 && (cosine - other).abs() < 1e-12, "{degrees}");
        }
    }
}
