//! The logo: which of its pictures is shown on which background, how large, and whether it needs a
//! plate to be visible.

use std::sync::Arc;

use super::file::BrandFile;
use crate::colour::Colour;
use crate::manifest::LogoPlaces;
use crate::path::ProjectPath;
use crate::picture::{self, Fit, Size};

/// How many shades of grey are distinguished, from black to white.
const SHADES: u8 = 64;

/// The sides of the picture in which shades are counted.
const SAMPLE: u32 = 96;

/// The contrast with the background that WCAG requires for graphics (1.4.11). With less contrast, a
/// logo is not visible enough.
const SEEN: f64 = 3.0;

/// On the background that a picture was supplied for, its author has seen it: a yellow logo on
/// white paper is intended.
const SEEN_AS_GIVEN: f64 = 1.6;

/// Backgrounds lighter than this count as paper, for which logos are made by default.
const LIGHT_PAPER: f64 = 0.7;

/// Grounds darker than this are dark paper.
const DARK_PAPER: f64 = 0.05;

/// The pictures of a logo as set; empty for a brand without a logo.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pictures {
    pub(super) light: Option<LogoPicture>,
    pub(super) dark: Option<LogoPicture>,
}

impl Pictures {
    pub(super) fn logo(&self, show: LogoPlaces) -> Option<Logo> {
        let one = self.light.clone().or(self.dark.clone())?;
        let light = self.light.clone().unwrap_or_else(|| one.clone());
        Some(Logo { light, dark: self.dark.clone().unwrap_or(one), show })
    }
}

/// A logo.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Logo {
    pub(crate) light: LogoPicture,
    pub(crate) dark: LogoPicture,
    pub(crate) show: LogoPlaces,
}

/// A picture of a logo.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LogoPicture {
    pub(crate) file: BrandFile,
    pub(crate) size: Size,
    /// How many of its pixels have each shade; empty for one that cannot be drawn here.
    pub(super) tones: Arc<[u32]>,
}

impl Logo {
    /// The picture for a background; on a plate if neither is visible.
    pub(crate) fn on(&self, ground: Colour) -> LogoPicture {
        let luminance = ground.luminance();
        let is_dark = luminance < 0.18;
        let (own, other) =
            if is_dark { (&self.dark, &self.light) } else { (&self.light, &self.dark) };
        // Without a picture of its own, dark paper shows the other one, which was not made for it.
        let is_given = luminance > LIGHT_PAPER || luminance < DARK_PAPER && self.dark != self.light;
        let enough = if is_given { SEEN_AS_GIVEN } else { SEEN };
        if own.is_seen_on(ground, enough) {
            return own.clone();
        }
        if other.is_seen_on(ground, SEEN) {
            return other.clone();
        }
        // It was made for one of these.
        let plates = [(&self.light, Colour::WHITE), (&self.dark, Colour([0x1a; 3]))];
        let plated =
            plates.into_iter().find(|(picture, plate)| picture.is_seen_on(*plate, SEEN_AS_GIVEN));
        plated.map_or_else(|| own.clone(), |(picture, plate)| picture.on_plate(plate))
    }
}

impl LogoPicture {
    /// The same picture on a plate, as a file of its own.
    fn on_plate(&self, plate: Colour) -> Self {
        let edge = (self.size.0.min(self.size.1) / 4).max(1);
        let (file, plate) = (&self.file, plate.hex());
        let svg = picture::plated((&file.bytes, file.media_type), (self.size, edge), &plate);
        let file = BrandFile::new("logo", &ProjectPath::new("logo.svg"), svg.into_bytes().into());
        let size = (self.size.0 + 2 * edge, self.size.1 + 2 * edge);
        Self { file, size, tones: Arc::from([]) }
    }

    /// Whether most of it has at least this contrast with a ground. A picture that fills its whole
    /// area has its own background.
    fn is_seen_on(&self, ground: Colour, contrast: f64) -> bool {
        let all: u32 = self.tones.iter().sum();
        if all == 0 {
            return true;
        }
        let ground = ground.luminance() + 0.05;
        let differs = |index: usize| {
            let own = luminance_of(index) + 0.05;
            if own > ground { own / ground >= contrast } else { ground / own >= contrast }
        };
        let seen = self.tones.iter().enumerate().filter(|(index, _)| differs(*index));
        let seen: u32 = seen.map(|(_, count)| count).sum();
        // A word beside a mark must be visible as well: half of a logo is not enough.
        u64::from(seen) * 10 >= u64::from(all) * 7
    }

    /// Width and height for some area in pixels, and a greatest height.
    pub(crate) fn sides(&self, (area, tallest): (u32, u32)) -> (u32, u32) {
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        let form = width / height;
        let height = (f64::from(area) / form).sqrt().min(f64::from(tallest)).max(8.0);
        let width = (height * form).min(f64::from(area) / 8.0);
        (rounded(width), rounded((width / form).min(height)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast keeps to the bounds"
)]
fn rounded(value: f64) -> u32 {
    (value + 0.5).max(1.0) as u32
}

/// The luminance of a shade: dark shades are closer to each other, as eyes perceive them.
fn luminance_of(index: usize) -> f64 {
    let part = f64::from(u32::try_from(index).unwrap_or_default()) / f64::from(SHADES - 1);
    part * part
}

/// How many pixels of a picture have each shade; none for one that cannot be drawn.
pub(super) fn tones(bytes: &[u8], media_type: &str) -> Arc<[u32]> {
    let Some(pixels) = picture::draw(bytes, media_type, ((SAMPLE, SAMPLE), Fit::Whole)) else {
        return Arc::from([]);
    };
    let mut tones = vec![0; usize::from(SHADES)];
    for pixel in pixels.rgba.chunks_exact(4) {
        // Half covered pixels are edges.
        let [red, green, blue, 200..=255] = *pixel else { continue };
        let luminance = Colour([red, green, blue]).luminance();
        let part = luminance.sqrt() * f64::from(SHADES - 1);
        let index = usize::try_from(rounded(part - 0.5).saturating_sub(u32::from(part < 0.5)));
        if let Some(count) = index.ok().and_then(|index| tones.get_mut(index)) {
            *count += 1;
        }
    }
    tones.into()
}

#[cfg(test)]
mod tests {
    use super::{Logo, LogoPicture, tones};
    use crate::colour::Colour;
    use crate::manifest::LogoPlaces;
    use crate::model::brand::file::BrandFile;
    use crate::path::ProjectPath;

    fn picture(fill: &str) -> LogoPicture {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 10'><rect width='40' height='6' fill='{fill}'/></svg>"
        );
        let tones = tones(svg.as_bytes(), "image/svg+xml");
        let file = BrandFile::new("logo", &ProjectPath::new("logo.svg"), svg.as_bytes().into());
        LogoPicture { file, size: (40, 10), tones }
    }

    fn logo(light: &str, dark: &str) -> Logo {
        Logo { light: picture(light), dark: picture(dark), show: LogoPlaces::EverySlide }
    }

    #[test]
    fn each_ground_has_the_picture_that_is_seen_on_it() {
        let both = logo("#123", "#fff");
        let on = |logo: &Logo, ground| {
            let shown = logo.on(ground);
            let (is_light, is_dark) = (shown == logo.light, shown == logo.dark);
            if is_light || is_dark { (is_light, "") } else { (false, "plate") }
        };
        assert_eq!(on(&both, Colour::WHITE), (true, ""));
        assert_eq!(on(&both, Colour::BLACK), (false, ""));
        let dark_only = logo("#123", "#123");
        assert_eq!(on(&dark_only, Colour::WHITE), (true, ""));
        assert_eq!(on(&dark_only, Colour::BLACK), (false, "plate"));
        let white_only = logo("#fff", "#fff");
        assert_eq!(on(&white_only, Colour::WHITE), (false, "plate"));
        assert_eq!(on(&white_only, Colour::BLACK).1, "");
        // A red logo is not visible on a red background, and gets a plate there.
        let red = logo("#e30613", "#e30613");
        let plated = red.on(Colour([0xd0, 0, 0x10]));
        assert_eq!(plated.size, (44, 14));
        let svg = String::from_utf8(plated.file.bytes.to_vec()).unwrap();
        assert!(svg.contains("fill=\"#ffffff\"") && svg.contains("base64,"), "{svg}");
        assert_eq!(on(&red, Colour::BLACK).1, "");
        // On a background that it was not made for, 3 to 1; on its own background, its author has
        // seen it.
        let (paper, brick) = (Colour([0x1b; 3]), "#b3261e");
        assert_eq!(on(&logo(brick, brick), paper), (false, "plate"));
        assert_eq!(on(&logo("#123", brick), paper), (false, ""));
        assert_eq!(on(&logo("#e0a030", "#e0a030"), Colour::WHITE), (true, ""));
    }

    #[test]
    fn logos_of_all_forms_have_about_the_same_size() {
        let sides = |size: (u32, u32)| LogoPicture { size, ..picture("red") }.sides((3200, 36));
        assert_eq!(sides((400, 100)), (113, 28));
        assert_eq!(sides((100, 100)), (36, 36));
        assert_eq!(sides((10, 400)), (1, 36));
        let (width, height) = sides((9000, 10));
        assert!(width <= 400 && height >= 1, "{width} {height}");
    }
}
