//! `deckyard export pptx`: slides as pictures in a presentation for other programs.

use std::sync::Arc;

use clap::Args;
use serde::Deserialize;

use super::chunks::{opened, read};
use super::files::answer;
use super::pdf::{CREATOR, published_at};
use super::png::{drawn, listed, page};
use super::progress::Progress;
use super::target::on_target;
use super::{BrowserArguments, Failure, failed};
use crate::cli::ExitStatus;
use crate::cli::export::{TargetArguments, packed, size};
use crate::cli::run::{CommandRun, SiteFiles};
use crate::diag::problem::counted;
use crate::export::{
    Compressions, DownloadKind, Parcel, PictureLink, PictureSlide, PictureTarget, Presentation,
    presentation,
};
use crate::io::chromium::{Browser, PictureFormat, Tab, Trouble};
use crate::path::percent_encoded;

/// The largest size of pictures: that of most screens.
const SIZE: (u32, u32) = (1920, 1080);

/// The ending of its name.
const ENDING: &str = "pptx";

/// The arguments of `export pptx`.
#[derive(Args, Debug)]
pub(in crate::cli) struct PptxArguments {
    #[command(flatten)]
    browser: BrowserArguments,
    // Last, because the heading of its options would also apply to those that follow.
    #[command(flatten)]
    target: TargetArguments,
}

/// The content of a slide, as the script describes it.
#[derive(Deserialize)]
struct SpokenSlide {
    title: String,
    text: String,
    notes: String,
    links: Vec<LinkArea>,
    /// Its width for a height of 1.
    ratio: f64,
}

/// A link, with its position as fractions of the slide.
#[derive(Deserialize)]
struct LinkArea {
    to: String,
    area: [f64; 4],
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &PptxArguments) -> ExitStatus {
    on_target(&arguments.target, |run| made(run, arguments))
}

fn made(run: &CommandRun<'_>, arguments: &PptxArguments) -> Result<ExitStatus, Failure> {
    let browser = arguments.browser.find()?;
    let target = &arguments.target;
    let Some((parcel, deck)) = packed(run, target, DownloadKind::Pdf)? else {
        return Ok(ExitStatus::Failure);
    };
    let name = deck.unwrap_or_default();
    let file = target.file(Some(&name), DownloadKind::Pdf).map(|file| match &target.out {
        Some(_) => file,
        None => file.with_extension(ENDING),
    });
    target.check(file.as_deref())?;
    let site_files = SiteFiles(Arc::clone(run.world.folder()));
    let files = |path: &str| answer(&parcel, &site_files, path);
    let trouble = |trouble: Trouble| failed(&trouble, &name);
    let address = page(&parcel)?;
    let mut tab =
        opened((&browser, arguments.browser.patience()), &files, &address).map_err(trouble)?;
    let progress = Progress::new(format!("drawing {name}"), target.output.quiet);
    let event = run.config.event.as_deref();
    let slides = pictured(&mut tab, &parcel, event, &progress).map_err(trouble)?;
    drop(progress);
    let count = slides.slides.len();
    let made =
        presentation(&slides, &Compressions::default()).map_err(|error| error.to_string())?;
    target.write(file.as_deref(), &made.bytes)?;
    if let Some(file) = file {
        run.say(&format!(
            "{}: {}, {}; each is a picture, which looks the same in every program\n",
            file.display(),
            counted(count, "slide"),
            size(made.bytes.len())
        ));
    }
    Ok(ExitStatus::Success)
}

/// Draws all slides of an open deck.
fn pictured(
    tab: &mut Tab<'_>,
    parcel: &Parcel,
    event: Option<&str>,
    progress: &Progress,
) -> Result<Presentation, Trouble> {
    let slides = listed(tab)?;
    let mut made =
        Presentation { ratio: 16.0 / 9.0, creator: CREATOR.to_owned(), ..Presentation::default() };
    let mut here = String::new();
    if let Some((path, page)) = parcel.front_page() {
        made.title = page.title();
        made.authors = parcel.authors().to_vec();
        page.description().clone_into(&mut made.subject);
        page.language().clone_into(&mut made.language);
        here = Browser::address(&percent_encoded(path.as_str()));
    }
    let published_at = published_at(parcel, event);
    let target = |link: LinkArea| {
        let (path, fragment) = link.to.split_once('#').unwrap_or((&link.to, ""));
        if path.split('?').next() == Some(here.as_str()) {
            let index = slides.iter().position(|slide| slide.has(fragment))?;
            return Some(PictureLink { area: link.area, target: PictureTarget::Slide(index) });
        }
        let address = match link.to.strip_prefix(&Browser::address("")) {
            Some(rest) => format!("{}{rest}", published_at.as_deref()?),
            None => link.to,
        };
        Some(PictureLink { area: link.area, target: PictureTarget::Address(address) })
    };
    for index in 0..slides.len() {
        let picture = drawn(tab, index, SIZE, PictureFormat::Png)?;
        let said: SpokenSlide = read(tab.run(&format!("deck.tell({index})"))?)?;
        made.ratio = said.ratio;
        let links = said.links.into_iter().filter_map(target).collect();
        let SpokenSlide { title, text, notes, .. } = said;
        made.slides.push(PictureSlide { picture, title, text, notes, links });
        progress.show(index + 1, slides.len());
    }
    Ok(made)
}
