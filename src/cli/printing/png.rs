//! `deckyard export png`: slides as pictures.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde::Deserialize;

use super::chunks::{opened, read};
use super::files::answer;
use super::progress::Progress;
use super::target::on_target;
use super::{BrowserArguments, Failure, failed};
use crate::cli::ExitStatus;
use crate::cli::export::{TargetArguments, packed};
use crate::cli::run::{CommandRun, SiteFiles};
use crate::diag::nearest::nearest;
use crate::diag::problem::counted;
use crate::export::{DownloadKind, Parcel};
use crate::io::chromium::{Clip, PictureFormat, Tab, Trouble};
use crate::io::named;
use crate::path::percent_encoded;

/// The most pixels of a side: what a screen of 8K has.
const LARGEST: u32 = 8192;

/// A smaller part of a pixel is an error of calculation.
const NOTHING: f64 = 0.01;

/// The window while slides are drawn, in CSS pixels: wider than each stage.
const WINDOW: (u32, u32) = (1600, 900);

/// The arguments of `export png`.
#[derive(Args, Debug)]
pub(in crate::cli) struct PngArguments {
    /// One slide, by its number or its name [default: all].
    #[arg(long, value_name = "N|NAME")]
    slide: Option<String>,
    /// The most pixels of a picture: its width and its height.
    #[arg(long, value_name = "WxH", default_value = "1920x1080", value_parser = size)]
    size: (u32, u32),
    #[command(flatten)]
    browser: BrowserArguments,
    // Last, because the heading of its options would also apply to those that follow.
    #[command(flatten)]
    target: TargetArguments,
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', 'X', '×']);
    let side = |text: &str| text.parse().ok().filter(|side| (16..=LARGEST).contains(side));
    let sides = sides.and_then(|(width, height)| side(width).zip(side(height)));
    sides.ok_or_else(|| format!("expected a width and a height, such as 1280x720, up to {LARGEST}"))
}

/// A slide, as the script describes it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct DrawnSlide {
    /// Its address.
    id: String,
    /// Its other names.
    names: Vec<String>,
    /// The number of its first step.
    number: u32,
    /// Further steps.
    steps: u32,
}

impl DrawnSlide {
    /// Whether it has a name: its address, that of an element on it, or the number of its first step.
    pub(super) fn has(&self, name: &str) -> bool {
        self.id == name
            || self.names.iter().any(|own| own == name)
            || name.parse() == Ok(self.number)
    }
}

/// Where a slide is on its page, in CSS pixels.
#[derive(Deserialize)]
struct DrawnFrame {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &PngArguments) -> ExitStatus {
    on_target(&arguments.target, |run| made(run, arguments))
}

fn made(run: &CommandRun<'_>, arguments: &PngArguments) -> Result<ExitStatus, Failure> {
    let browser = arguments.browser.find()?;
    let target = &arguments.target;
    // A PDF contains what its slides show.
    let Some((parcel, deck)) = packed(run, target, DownloadKind::Pdf)? else {
        return Ok(ExitStatus::Failure);
    };
    let name = deck.unwrap_or_default();
    let site_files = SiteFiles(Arc::clone(run.world.folder()));
    let files = |path: &str| answer(&parcel, &site_files, path);
    let trouble = |trouble: Trouble| failed(&trouble, &name);
    let page = page(&parcel)?;
    let mut tab =
        opened((&browser, arguments.browser.patience()), &files, &page).map_err(trouble)?;
    let slides = listed(&mut tab).map_err(trouble)?;
    let wanted = match &arguments.slide {
        Some(slide) => vec![found(slide, &slides)?],
        None => (0..slides.len()).collect(),
    };
    let is_one = arguments.slide.is_some();
    let places = PicturePlaces::new(target, &name, is_one)?;
    let progress = Progress::new(format!("drawing {name}"), target.output.quiet);
    for (done, &index) in wanted.iter().enumerate() {
        let Some(slide) = slides.get(index) else { continue };
        let file = places.file(slide, slides.len());
        target.check(Some(&file))?;
        let picture =
            drawn(&mut tab, index, arguments.size, PictureFormat::Png).map_err(trouble)?;
        target.write(Some(&file), &picture)?;
        progress.show(done + 1, wanted.len());
        if is_one {
            run.say(&format!("{}\n", file.display()));
        }
    }
    drop(progress);
    if !is_one {
        run.say(&format!("{}: {}\n", places.folder.display(), counted(wanted.len(), "picture")));
    }
    Ok(ExitStatus::Success)
}

/// The page of a deck, ready to be drawn.
pub(super) fn page(parcel: &Parcel) -> Result<String, String> {
    let (path, _) = parcel.front_page().ok_or("there is no deck to draw")?;
    Ok(format!("{}?print", percent_encoded(path.as_str())))
}

/// Prepares an open page for drawing, and returns its slides.
pub(super) fn listed(tab: &mut Tab<'_>) -> Result<Vec<DrawnSlide>, Trouble> {
    tab.resize(WINDOW)?;
    tab.show_as_print()?;
    read(tab.run("deck.list()")?)
}

/// Draws a slide, as large as it fits into a number of pixels.
pub(super) fn drawn(
    tab: &mut Tab<'_>,
    index: usize,
    (width, height): (u32, u32),
    format: PictureFormat,
) -> Result<Vec<u8>, Trouble> {
    let frame: DrawnFrame = read(tab.run(&format!("deck.draw({index})"))?)?;
    let (x, own_width) = whole(frame.x, frame.width);
    let (y, own_height) = whole(frame.y, frame.height);
    let (by_width, by_height) = (f64::from(width) / own_width, f64::from(height) / own_height);
    // A slide on paper is a pixel lower than on the stage: its sides give way, so that the picture has the stage's shape.
    let scale = by_height.min(by_width.max((own_height * by_width).round() / own_height));
    let most =
        |own: f64, pixels: u32| (own * scale + NOTHING).floor().min(f64::from(pixels)) / scale;
    let clip =
        Clip { x, y, width: most(own_width, width), height: most(own_height, height), scale };
    tab.picture(clip, format)
}

/// The whole pixels of a side of a slide: a fraction of one would be an edge of another colour.
fn whole(start: f64, length: f64) -> (f64, f64) {
    let first = (start - NOTHING).ceil();
    (first, ((start + length + NOTHING).floor() - first).max(1.0))
}

/// The slide with a number or a name.
fn found(slide: &str, slides: &[DrawnSlide]) -> Result<usize, String> {
    let named = slide.strip_prefix('#').unwrap_or(slide);
    if let Ok(number) = named.parse::<u32>() {
        let shows =
            |slide: &DrawnSlide| (slide.number..=slide.number + slide.steps).contains(&number);
        let last = slides.last().map_or(0, |slide| slide.number + slide.steps);
        return slides.iter().position(shows).ok_or_else(|| {
            format!("there is no slide {number}: the slides are numbered 1 to {last}")
        });
    }
    slides.iter().position(|slide| slide.has(named)).ok_or_else(|| {
        match nearest(named, slides.iter().map(|slide| slide.id.as_str())) {
            Some(guess) => format!("there is no slide `{named}`; did you mean `{guess}`?"),
            None => {
                format!("there is no slide `{named}`: its name is what follows `#` in its address")
            }
        }
    })
}

/// Where pictures are written.
struct PicturePlaces {
    folder: PathBuf,
    /// The file of the only picture.
    only: Option<PathBuf>,
    deck: String,
}

impl PicturePlaces {
    /// Pictures of all slides go into a folder, which is made; the one of a slide goes there if it is a folder.
    fn new(target: &TargetArguments, deck: &str, is_one: bool) -> Result<Self, String> {
        let is_folder = |path: &Path| path.to_str().is_some_and(named::is_folder);
        let only = target.out.as_ref().filter(|out| is_one && !is_folder(out)).cloned();
        let folder = match &target.out {
            Some(out) => out.clone(),
            None if is_one => PathBuf::new(),
            None => PathBuf::from(deck),
        };
        if !is_one {
            named::create_folder(&folder)
                .map_err(|error| format!("cannot write to {}: {error}", folder.display()))?;
        }
        Ok(Self { folder, only, deck: deck.to_owned() })
    }

    fn file(&self, slide: &DrawnSlide, count: usize) -> PathBuf {
        let digits = count.to_string().len().max(3);
        self.only.clone().unwrap_or_else(|| {
            self.folder.join(format!("{}-{:0digits$}.png", self.deck, slide.number))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{DrawnSlide, found, size};

    #[test]
    fn a_slide_is_found_by_its_number_its_steps_and_its_names() {
        let slide = |id: &str, name: &str, number, steps| {
            let (id, names) = (id.to_owned(), vec![name.to_owned()]);
            DrawnSlide { id, names, number, steps }
        };
        let slides = [slide("dough", "", 1, 2), slide("crust", "the-crust", 4, 0)];
        for (wanted, index) in
            [("1", 0), ("3", 0), ("4", 1), ("#4", 1), ("the-crust", 1), ("#dough", 0)]
        {
            assert_eq!(found(wanted, &slides), Ok(index), "{wanted}");
        }
        let said = |wanted| found(wanted, &slides).unwrap_err();
        assert_eq!(said("5"), "there is no slide 5: the slides are numbered 1 to 4");
        assert_eq!(said("0"), "there is no slide 0: the slides are numbered 1 to 4");
        assert_eq!(said("crusts"), "there is no slide `crusts`; did you mean `crust`?");
    }

    #[test]
    fn a_size_has_two_sides() {
        assert_eq!(size("1280x720"), Ok((1280, 720)));
        for wrong in ["1280", "0x720", "1280x", "x", "1280x720x2", "99999x10"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
