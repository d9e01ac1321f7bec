//! Colours: their notation in CSS, their lightness, and the contrast between two of them.
//!
//! The arithmetic uses nothing but what IEEE 754 rounds exactly (sums, products, quotients, square roots), so a
//! colour is the same on each machine.

mod names;
mod read;

pub use self::names::all as names;
pub use self::read::read;

/// An opaque colour of sRGB.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

/// Lightness and the two axes of colour of Oklab. Its chroma is the distance from grey.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Oklab {
    /// From 0, black, to 1, white.
    pub lightness: f64,
    /// From green to red.
    pub a: f64,
    /// From blue to yellow.
    pub b: f64,
}

/// The contrast that WCAG 2 requires for text.
pub const TEXT: f64 = 4.5;

/// The same for large type, and for graphics.
pub const LARGE: f64 = 3.0;

/// How many shades of a colour are tried, from black to white.
const SHADES: u16 = 400;

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// `#1a2b3c`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The relative luminance of WCAG 2.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of WCAG 2 with another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if one > other { one / other } else { other / one }
    }

    /// The lowest contrast with some colours.
    pub fn least_contrast(self, others: &[Self]) -> f64 {
        others.iter().map(|other| self.contrast(*other)).fold(f64::INFINITY, f64::min)
    }

    /// This colour mixed with another one, whose share is in thousandths, as light is perceived.
    #[must_use]
    pub fn mixed(self, other: Self, thousandths: u16) -> Self {
        let part = f64::from(thousandths.min(1000)) / 1000.0;
        let (one, other) = (self.oklab(), other.oklab());
        let between = |from: f64, to: f64| from + (to - from) * part;
        Oklab {
            lightness: between(one.lightness, other.lightness),
            a: between(one.a, other.a),
            b: between(one.b, other.b),
        }
        .colour()
    }

    /// The nearest shade of this colour with a contrast of at least `wanted` with all of some colours; black or
    /// white when no shade has it.
    #[must_use]
    pub fn readable_on(self, grounds: &[Self], wanted: f64) -> Self {
        if self.least_contrast(grounds) >= wanted {
            return self;
        }
        let own = self.oklab();
        let shade = |step: u16| own.with_lightness(f64::from(step) / f64::from(SHADES)).colour();
        let is_readable = |step: &u16| shade(*step).least_contrast(grounds) >= wanted;
        let distance = |step: &u16| (f64::from(*step) / f64::from(SHADES) - own.lightness).abs();
        let readable = (0..=SHADES).filter(is_readable);
        let nearest = readable.min_by(|one, other| distance(one).total_cmp(&distance(other)));
        nearest.map_or_else(|| Self::WHITE.or_black_on(grounds), shade)
    }

    /// White or black, whichever can be told apart better from some colours.
    fn or_black_on(self, grounds: &[Self]) -> Self {
        let is_black = Self::BLACK.least_contrast(grounds) > Self::WHITE.least_contrast(grounds);
        if is_black { Self::BLACK } else { self }
    }

    /// In Oklab.
    pub fn oklab(self) -> Oklab {
        let [red, green, blue] = self.0.map(linear);
        let long = 0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue;
        let medium = 0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue;
        let short = 0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue;
        let [long, medium, short] = [long, medium, short].map(cube_root);
        Oklab {
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            a: 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            b: 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
        }
    }
}

impl Oklab {
    /// The distance from grey.
    pub fn chroma(self) -> f64 {
        (self.a * self.a + self.b * self.b).sqrt()
    }

    /// The same hue with another lightness.
    #[must_use]
    pub fn with_lightness(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }

    /// The same hue, no more colourful than this.
    #[must_use]
    pub fn with_chroma_below(self, most: f64) -> Self {
        let chroma = self.chroma();
        if chroma <= most { self } else { self.scaled(most / chroma) }
    }

    fn scaled(self, factor: f64) -> Self {
        Self { a: self.a * factor, b: self.b * factor, ..self }
    }

    /// As linear red, green and blue, which may be outside the range of screens.
    fn light(self) -> [f64; 3] {
        let long = self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b;
        let medium = self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b;
        let short = self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b;
        let [long, medium, short] = [long, medium, short].map(|root| root * root * root);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }

    /// The displayable colour with this lightness and hue; its chroma is reduced if necessary.
    pub fn colour(self) -> Colour {
        /// Enough for steps that no eye sees.
        const HALVINGS: usize = 24;
        let is_shown =
            |light: &[f64; 3]| light.iter().all(|part| (-0.0005..=1.0005).contains(part));
        let mut light = self.light();
        if !is_shown(&light) {
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(low, high);
                if is_shown(&self.scaled(middle).light()) { low = middle } else { high = middle }
            }
            light = self.scaled(low).light();
        }
        Colour(light.map(encoded))
    }
}

/// The light of a channel, from 0 to 1.
fn linear(channel: u8) -> f64 {
    let part = f64::from(channel) / 255.0;
    if part <= 0.040_45 {
        return part / 12.92;
    }
    // To the power of 2.4: twice, and two fifths more.
    let base = (part + 0.055) / 1.055;
    let fifth = root(base, 5);
    base * base * fifth * fifth
}

/// The channel that shows some light.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
fn encoded(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let part = if light <= 0.003_130_8 {
        light * 12.92
    } else {
        // To the power of 5/12.
        let twelfth = root(light, 3).sqrt().sqrt();
        let squared = twelfth * twelfth;
        1.055 * (squared * squared * twelfth) - 0.055
    };
    (part * 255.0 + 0.5).floor().clamp(0.0, 255.0) as u8
}

fn cube_root(value: f64) -> f64 {
    if value < 0.0 { -root(-value, 3) } else { root(value, 3) }
}

/// The root of a number from 0 to about 1, by Newton's method.
fn root(value: f64, degree: i32) -> f64 {
    /// From 1 down to the roots of the darkest colours, and then to the last digit.
    const STEPS: usize = 64;
    if value <= 0.0 {
        return 0.0;
    }
    let of_degree = f64::from(degree);
    let mut root = 1.0_f64;
    for _ in 0..STEPS {
        let below = (1..degree).fold(1.0, |power, _| power * root);
        let next = root + (value / below - root) / of_degree;
        if (next - root).abs() <= f64::EPSILON * root {
            return next;
        }
        root = next;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::{Colour, LARGE, TEXT, read};

    fn colour(text: &str) -> Colour {
        read(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, expected) in [
            ("#fff", "#000", 21.0),
            ("#777", "#fff", 4.48),
            ("#767676", "#fff", 4.54),
            ("#ffd500", "#fff", 1.42),
            ("#e30613", "#fff", 4.88),
            ("#0000ff", "#fff", 8.59),
            ("#123456", "#123456", 1.0),
        ] {
            let found = colour(one).contrast(colour(other));
            assert!((found - expected).abs() < 0.02, "{one} on {other}: {found}");
            assert!((found - colour(other).contrast(colour(one))).abs() < 1e-12);
        }
    }

    #[test]
    fn colours_survive_the_way_there_and_back() {
        for red in (0..=255).step_by(17) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(15) {
                    let colour = Colour([red, green, blue]);
                    assert_eq!(colour.oklab().colour(), colour);
                }
            }
        }
    }

    #[test]
    fn oklab_is_that_of_others() {
        // The values of CSS Color 4 for `oklch(62.8% 0.2577 29.23)`, which is red.
        let red = colour("red").oklab();
        assert!((red.lightness - 0.6280).abs() < 5e-4, "{red:?}");
        assert!((red.chroma() - 0.2577).abs() < 5e-4, "{red:?}");
    }

    #[test]
    fn a_shade_is_readable_and_keeps_its_hue() {
        let paper = [Colour::WHITE];
        for text in ["#ffd500", "#e30613", "#00aaff", "lime", "#808080", "white"] {
            let shade = colour(text).readable_on(&paper, TEXT);
            assert!(shade.contrast(Colour::WHITE) >= TEXT, "{text}: {}", shade.hex());
            // No darker than needed.
            let is_own = shade == colour(text);
            let is_near = shade.contrast(Colour::WHITE) < TEXT + 0.25;
            assert!(is_own || is_near, "{text}: {}", shade.hex());
        }
        assert_eq!(colour("#101820").readable_on(&paper, TEXT), colour("#101820"));
        let lit = colour("#101820").readable_on(&[colour("#14181f")], TEXT);
        assert!(lit.luminance() > colour("#14181f").luminance());
    }

    #[test]
    fn where_no_shade_is_readable_the_best_one_is_taken() {
        let both = [Colour::WHITE, Colour::BLACK];
        let found = colour("red").readable_on(&both, TEXT + 5.0);
        assert!([Colour::WHITE, Colour::BLACK].contains(&found));
        assert!(colour("#888").readable_on(&both, LARGE).least_contrast(&both) >= LARGE);
    }

    #[test]
    fn mixtures_lie_between_their_colours() {
        let (black, white) = (Colour::BLACK, Colour::WHITE);
        assert_eq!(black.mixed(white, 0), black);
        assert_eq!(black.mixed(white, 1000), white);
        assert_eq!(black.mixed(white, 500).hex(), "#636363");
    }
}
